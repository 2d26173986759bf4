import { stringsIn, textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import { sdkTasksIn } from "../state-machine-definition.ts";
import type { Store } from "../store.ts";
import type { Rule } from "./rule.ts";

const managed = "arn:aws:iam::aws:policy/service-role/AmazonTextractServiceRole";

/** AWS takes such a state machine too, and nobody is told when Textract has read a document. */
export const rule: Rule = {
  id: "textract-topic-name",
  tokens: ["aws:sfn/stateMachine:StateMachine"],
  operations: ["create", "update"],
  code: "InvalidDefinition",
  source: "https://docs.aws.amazon.com/textract/latest/dg/api-async-roles.html",
  refuses({ account, store, inputs }) {
    for (const { api, parameters } of sdkTasksIn(textOf(inputs, "definition"))) {
      const channel = parameters["NotificationChannel"];
      if (!api.startsWith("textract:") || !isObject(channel)) continue;
      const [role, topic] = [textOf(channel, "RoleArn"), textOf(channel, "SnsTopicArn")];
      const name = topic.split(":").at(-1) ?? "";
      if (name !== "" && !name.startsWith("AmazonTextract") && hasNothingElse(store, account, role))
        return `${role} may publish to topics whose name begins with AmazonTextract only, got ${topic}`;
    }
    return undefined;
  },
};

/** Whether all rights of a role are those of AWS's own policy for Textract. */
function hasNothingElse(store: Store, account: string, roleArn: string): boolean {
  const place = { account, region: "global" };
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const policies = [
    ...stringsIn(store.get("aws:iam/role:Role", place, name)?.properties["managedPolicyArns"]),
    ...store
      .list("aws:iam/rolePolicyAttachment:RolePolicyAttachment", place)
      .filter(({ properties }) => properties["role"] === name)
      .map(({ properties }) => textOf(properties, "policyArn")),
  ];
  const inline = store
    .list("aws:iam/rolePolicy:RolePolicy", place)
    .filter(({ properties }) => properties["role"] === name);
  return policies.length > 0 && policies.every((arn) => arn === managed) && inline.length === 0;
}
