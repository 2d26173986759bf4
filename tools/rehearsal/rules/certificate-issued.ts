import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "certificate-issued",
  tokens: ["aws:lb/listener:Listener", "aws:lb/listenerCertificate:ListenerCertificate"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "UnsupportedCertificate",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
  refuses({ account, region, store, inputs }) {
    const arn = textOf(inputs, "certificateArn");
    if (arn === "" || !arn.includes(":acm:")) return undefined;
    const certificate = store.get("aws:acm/certificate:Certificate", { account, region }, arn);
    if (certificate === undefined) return `Certificate ARN '${arn}' is not valid`;
    return certificate.properties["status"] === "ISSUED"
      ? undefined
      : `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`;
  },
};
