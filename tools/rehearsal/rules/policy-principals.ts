import { stringsIn } from "../account-contents.ts";
import { documentsIn, policyTokens, statementsIn } from "../policy-documents.ts";
import { isObject } from "../property-values.ts";
import type { PropertyValue } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** What a principal of each kind looks like. */
const forms: Readonly<Record<string, RegExp>> = {
  AWS: /^(\*|\d{12}|arn:aws:iam::(\d{12}|cloudfront):(root|(role|user)\/.+)|arn:aws:sts::\d{12}:(assumed-role|federated-user)\/.+|A[A-Z0-9]{20})$/,
  Service: /^[a-z0-9.-]+\.amazonaws\.com$/,
  Federated: /^(arn:aws:iam::\d{12}:(oidc|saml)-provider\/.+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};

function faultOf(principal: PropertyValue | undefined): string | undefined {
  if (principal === undefined || principal === "*") return undefined;
  if (!isObject(principal)) return `Invalid principal in policy: ${JSON.stringify(principal)}`;
  for (const [kind, value] of Object.entries(principal)) {
    const wrong = stringsIn(value).find((it) => forms[kind]?.test(it) !== true);
    if (wrong !== undefined || forms[kind] === undefined)
      return `Invalid principal in policy: "${kind}":"${wrong ?? ""}"`;
  }
  return undefined;
}

export const rule: Rule = {
  id: "policy-principals",
  tokens: policyTokens,
  operations: ["create", "update"],
  code: "MalformedPolicyDocument",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  refuses: ({ inputs }) =>
    documentsIn(inputs)
      .flatMap(statementsIn)
      .flatMap((statement) => [statement["Principal"], statement["NotPrincipal"]])
      .map(faultOf)
      .find((fault) => fault !== undefined),
};
