import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "function-package",
  tokens: ["aws:lambda/function:Function"],
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  refuses({ inputs }) {
    const has = (key: string) => textOf(inputs, key) !== "";
    if (inputs["packageType"] === "Image") {
      if (!has("imageUri")) return "ImageUri is required for functions with package type Image.";
      return has("handler") || has("runtime")
        ? "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image."
        : undefined;
    }
    return has("handler") && has("runtime")
      ? undefined
      : "Runtime and Handler are mandatory parameters for functions created with deployment packages.";
  },
};
