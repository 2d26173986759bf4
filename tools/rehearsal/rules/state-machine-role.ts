import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "state-machine-role",
  tokens: ["aws:sfn/stateMachine:StateMachine"],
  operations: ["create", "update"],
  code: "AccessDeniedException",
  source: "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
  refuses({ account, store, inputs }) {
    const arn = textOf(inputs, "roleArn");
    if (roleFault(store, account, arn, "states") !== undefined)
      return "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.";
    const logging = inputs["loggingConfiguration"];
    if (!isObject(logging) || (logging["level"] ?? "OFF") === "OFF") return undefined;
    const role = arn.slice(arn.lastIndexOf("/") + 1);
    const attached = store
      .list("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { account, region: "global" })
      .some(({ properties }) => properties["role"] === role);
    // What stands in AWS's own policies is not known here.
    if (attached) return undefined;
    const mayLog = store
      .list("aws:iam/rolePolicy:RolePolicy", { account, region: "global" })
      .filter(({ properties }) => properties["role"] === role)
      .some(({ properties }) => /"logs:(CreateLogDelivery|\*)"/.test(String(properties["policy"])));
    return mayLog ? undefined : "The state machine IAM Role is not authorized to access the Log Destination";
  },
};
