import { textOf } from "../account-contents.ts";
import { listenerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

/** The families of AWS's policies; their dates are left open, for new ones come out. */
const known = new RegExp(
  `^ELBSecurityPolicy-(${[
    String.raw`TLS13-1-[0-3](-(Res|Ext[0-2]))?(-FIPS)?(-PQ)?-20\d\d-\d\d`,
    String.raw`TLS-1-[0-2](-Ext)?-20\d\d-\d\d`,
    String.raw`FS(-1-[12](-Res)?)?-20\d\d-\d\d`,
    "2016-08",
  ].join("|")})$`,
);

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
