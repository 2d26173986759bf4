import { textOf } from "../account-contents.ts";
import { taskDefinitionToken } from "../ecs-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "task-roles",
  tokens: [taskDefinitionToken],
  operations: ["create"],
  code: "ClientException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_troubleshoot.html",
  // AWS finds a missing trust only when a task starts: refused here so that it is found.
  refuses({ account, store, inputs }) {
    for (const key of ["executionRoleArn", "taskRoleArn"]) {
      const arn = textOf(inputs, key);
      const fault = roleFault(store, account, arn, "ecs-tasks");
      if (fault === "missing") return `Role is not valid: ${arn}`;
      if (fault === "untrusting")
        return `ECS was unable to assume the role '${arn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions.`;
    }
    return undefined;
  },
};
