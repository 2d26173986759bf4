import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "parameter-value-size",
  tokens: ["aws:ssm/parameter:Parameter"],
  operations: ["create", "update"],
  code: "ValidationException",
  source:
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html",
  refuses({ inputs }) {
    const value = ["value", "insecureValue", "valueWo"]
      .map((it) => inputs[it])
      .find((it) => it !== undefined);
    if (value === undefined || String(value) === "")
      return "Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.";
    const limit = inputs["tier"] === "Advanced" || inputs["tier"] === "Intelligent-Tiering" ? 8192 : 4096;
    return Buffer.byteLength(String(value)) > limit
      ? `${limit === 4096 ? "Standard" : "Advanced"} tier parameters support a maximum parameter value of ${limit} characters.`
      : undefined;
  },
};
