import { textOf } from "../account-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

/** Targets without a resource policy of their own, which EventBridge reaches with a role. */
const needRole: ReadonlySet<string> = new Set(["states", "ecs", "kinesis", "ssm", "codepipeline", "batch"]);

export const rule: Rule = {
  id: "event-target-role",
  tokens: ["aws:cloudwatch/eventTarget:EventTarget"],
  operations: ["create", "update"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html",
  refuses({ account, store, inputs }) {
    const target = textOf(inputs, "arn");
    const role = textOf(inputs, "roleArn");
    if (role === "")
      return needRole.has(target.split(":")[2] ?? "")
        ? `RoleArn is required for target ${target}.`
        : undefined;
    return roleFault(store, account, role, "events") === undefined
      ? undefined
      : `Provided role '${role}' cannot be assumed by principal 'events.amazonaws.com'.`;
  },
};
