import { textOf } from "../account-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "flow-log-delivery",
  tokens: ["aws:ec2/flowLog:FlowLog"],
  operations: ["create"],
  code: "InvalidParameter",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html",
  refuses({ account, store, inputs }) {
    const type = textOf(inputs, "logDestinationType") || "cloud-watch-logs";
    const role = textOf(inputs, "iamRoleArn");
    if (type !== "cloud-watch-logs")
      return role === "" ? undefined : `DeliverLogsPermissionArn is not applicable for ${type} delivery`;
    if (role === "")
      return "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.";
    return roleFault(store, account, role, "vpc-flow-logs") === undefined
      ? undefined
      : `Unable to assume given IAM role: ${role}`;
  },
};
