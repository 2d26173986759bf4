import { stringsIn } from "../account-contents.ts";
import { actionFault } from "../facts/iam-actions.ts";
import { documentsIn, policyTokens, statementsIn } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "policy-actions-exist",
  tokens: policyTokens,
  operations: ["create", "update"],
  code: "INVALID_ACTION",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
  // IAM takes a policy with a misspelled action, which then allows nothing: refused here, as by IAM Access Analyzer.
  refuses: ({ inputs }) =>
    documentsIn(inputs)
      .flatMap(statementsIn)
      .flatMap((statement) => [...stringsIn(statement["Action"]), ...stringsIn(statement["NotAction"])])
      .map(actionFault)
      .find((fault) => fault !== undefined),
};
