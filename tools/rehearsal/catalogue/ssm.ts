import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:ssm/parameter:Parameter",
    noun: "SSM Parameter",
    operations: { create: "PutParameter", update: "PutParameter" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn("ssm", `parameter/${make.id.replace(/^\//, "")}`),
      dataType: "text",
      insecureValue:
        make.inputs["type"] === "SecureString"
          ? ""
          : (make.inputs["insecureValue"] ?? make.inputs["value"] ?? ""),
      keyId: make.inputs["type"] === "SecureString" ? "alias/aws/ssm" : "",
      tier: "Standard",
      value: make.inputs["insecureValue"] ?? "",
      version: 1,
    }),
    updated: (_, before) => ({ version: Number(before["version"]) + 1 }),
    createOnly: ["name", "dataType"],
  },
];
