import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "certificate-has-its-records",
  tokens: ["aws:acm/certificateValidation:CertificateValidation"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "PENDING_VALIDATION",
  source: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  refuses({ account, region, store, inputs }) {
    const arn = textOf(inputs, "certificateArn");
    const certificate = store.get("aws:acm/certificate:Certificate", { account, region }, arn);
    if (certificate === undefined) return `Could not find certificate ${arn}.`;
    const records = store
      .list("aws:route53/record:Record", { account, region: "global" })
      .map((it) => textOf(it.properties, "name").replace(/\.$/, ""));
    const options = certificate.properties["domainValidationOptions"];
    const needed = (Array.isArray(options) ? options.filter(isObject) : []).map((it) =>
      textOf(it, "resourceRecordName").replace(/\.$/, ""),
    );
    const missing = needed.find((name) => !records.includes(name));
    return missing === undefined
      ? undefined
      : `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s); no record ${missing}`;
  },
};
