import { textOf } from "../account-contents.ts";
import { listenerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

/** Families and dates of AWS's policies; what stands between them is left open, for new ones come out. */
const known = /^ELBSecurityPolicy-((TLS13-1-[0-3]|TLS-1-[0-2]|FS)(-[A-Za-z0-9]+)*-)?20\d\d-\d\d$/;

export const rule: Rule = {
  id: "listener-tls-policy",
  tokens: [listenerToken],
  operations: ["create", "update"],
  code: "SSLPolicyNotFound",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  refuses({ inputs }) {
    const policy = textOf(inputs, "sslPolicy");
    return policy === "" || known.test(policy) ? undefined : `SSL policy '${policy}' not found`;
  },
};
