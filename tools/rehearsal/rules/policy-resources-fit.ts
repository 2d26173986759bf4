import { stringsIn } from "../account-contents.ts";
import { isForAllResources } from "../facts/iam-actions.ts";
import { documentsIn, statementsIn } from "../policy-documents.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "policy-resources-fit",
  tokens: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"],
  operations: ["create", "update"],
  code: "MalformedPolicyDocument",
  source:
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  // IAM takes such a statement too, and then it allows nothing.
  refuses({ inputs }) {
    const action = documentsIn(inputs).flatMap(statementsIn).flatMap(uselessIn)[0];
    return action === undefined
      ? undefined
      : `The action ${action} does not support resource-level permissions. This requires a wildcard (*) for the resource.`;
  },
};

/** Everything, or everything of one kind, which some services ask for in place of "*". */
function isAll(resource: string): boolean {
  return resource === "*" || /^arn:aws:[\w-]*:[\w*-]*:[\w*]*:([\w-]+[:/])?\*$/.test(resource);
}

/** The actions of a statement that it names resources for though they have none. */
function uselessIn(statement: Properties): string[] {
  const resources = stringsIn(statement["Resource"]);
  if (statement["Effect"] !== "Allow" || resources.length === 0 || resources.some(isAll)) return [];
  return stringsIn(statement["Action"]).filter(isForAllResources);
}
