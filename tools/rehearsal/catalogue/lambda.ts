import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

function invocationArn(make: Fabrication, functionArn: string): string {
  return `arn:aws:apigateway:${make.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

export const entries: readonly Entry[] = [
  {
    token: "aws:lambda/function:Function",
    noun: "Lambda Function",
    operations: { update: "UpdateFunctionConfiguration" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => {
      const arn = make.arn("lambda", `function:${make.id}`);
      const version = make.inputs["publish"] === true ? "1" : "$LATEST";
      return {
        arn,
        version,
        invokeArn: invocationArn(make, arn),
        qualifiedArn: `${arn}:${version}`,
        qualifiedInvokeArn: invocationArn(make, `${arn}:${version}`),
        codeSha256: make.hex(64, "code"),
        lastModified: "2026-01-01T00:00:00.000+0000",
      };
    },
    defaults: {
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      timeout: 3,
      skipDestroy: false,
    },
    createOnly: ["name", "packageType"],
    autoName: { property: "name", maxLength: 64 },
  },
  {
    token: "aws:lambda/alias:Alias",
    noun: "Lambda Alias",
    id: (make) =>
      make.arn(
        "lambda",
        `function:${stringOf(make.inputs["functionName"])}:${stringOf(make.inputs["name"])}`,
      ),
    outputs: (make) => ({ arn: make.id, invokeArn: invocationArn(make, make.id) }),
    createOnly: ["name", "functionName"],
    autoName: { property: "name", maxLength: 128 },
  },
  {
    token: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
    noun: "Lambda Provisioned Concurrency Config",
    operations: {
      create: "PutProvisionedConcurrencyConfig",
      update: "PutProvisionedConcurrencyConfig",
      delete: "DeleteProvisionedConcurrencyConfig",
    },
    id: (make) => `${stringOf(make.inputs["functionName"])},${stringOf(make.inputs["qualifier"])}`,
    createOnly: ["functionName", "qualifier"],
    autoName: false,
  },
  {
    token: "aws:lambda/permission:Permission",
    noun: "Lambda Permission",
    operations: { create: "AddPermission", delete: "RemovePermission" },
    id: (make) => stringOf(make.inputs["statementId"]),
    createOnly: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
      "statementIdPrefix",
    ],
    autoName: { property: "statementId", maxLength: 100 },
  },
];
