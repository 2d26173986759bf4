import { stringsIn, textOf } from "../account-contents.ts";
import { distributionToken } from "../distributions.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** A wildcard stands for exactly one label. */
function covers(name: string, host: string): boolean {
  return name.startsWith("*.") ? host.slice(host.indexOf(".")) === name.slice(1) : name === host;
}

export const rule: Rule = {
  id: "distribution-certificate-issued",
  tokens: [distributionToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidViewerCertificate",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  refuses({ account, store, inputs }) {
    const viewer = inputs["viewerCertificate"];
    const arn = isObject(viewer) ? textOf(viewer, "acmCertificateArn") : "";
    if (arn === "") return undefined;
    const place = { account, region: "us-east-1" };
    const certificate = store.get("aws:acm/certificate:Certificate", place, arn);
    if (certificate?.properties["status"] !== "ISSUED") {
      return "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";
    }
    const { properties } = certificate;
    const names = [textOf(properties, "domainName"), ...stringsIn(properties["subjectAlternativeNames"])];
    const bare = stringsIn(inputs["aliases"]).find((host) => !names.some((name) => covers(name, host)));
    return bare === undefined
      ? undefined
      : `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add: ${bare}`;
  },
};
