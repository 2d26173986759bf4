import { stringsIn, textOf } from "../account-contents.ts";
import { distributionToken } from "../distributions.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "distribution-alias-needs-certificate",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "InvalidViewerCertificate",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  refuses({ inputs }) {
    if (stringsIn(inputs["aliases"]).length === 0) return undefined;
    const certificate = inputs["viewerCertificate"];
    const arn = isObject(certificate) ? textOf(certificate, "acmCertificateArn") : "";
    if (arn === "") {
      return "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.";
    }
    return arn.startsWith("arn:aws:acm:us-east-1:")
      ? undefined
      : "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";
  },
};
