import { hashOf } from "../property-values.ts";
import { stringOf, uuidOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

export const certificateToken = "aws:acm/certificate:Certificate";

export const entries: readonly Entry[] = [
  {
    token: certificateToken,
    noun: "ACM Certificate",
    operations: { create: "RequestCertificate", update: "UpdateCertificateOptions" },
    id: (make) => make.arn("acm", `certificate/${uuidOf(make)}`),
    outputs: (make) => ({
      arn: make.id,
      domainValidationOptions: domainsOf(make).map((domain) => validationOf(make, domain)),
      keyAlgorithm: "RSA_2048",
      options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
      renewalEligibility: "INELIGIBLE",
      status: "PENDING_VALIDATION",
      subjectAlternativeNames: domainsOf(make),
      type: "AMAZON_ISSUED",
      validationMethod: "DNS",
    }),
    createOnly: [
      "domainName",
      "subjectAlternativeNames",
      "validationMethod",
      "keyAlgorithm",
      "validationOptions",
      "certificateAuthorityArn",
    ],
  },
  {
    token: "aws:acm/certificateValidation:CertificateValidation",
    noun: "ACM Certificate",
    operations: { create: "DescribeCertificate" },
    id: (make) => stringOf(make.inputs["certificateArn"]),
    createOnly: ["certificateArn", "validationRecordFqdns"],
    created(make) {
      const certificate = make.store.get(certificateToken, make, stringOf(make.inputs["certificateArn"]));
      if (certificate === undefined) return;
      const issued = {
        status: "ISSUED",
        notBefore: "2026-01-01T00:00:00Z",
        notAfter: "2027-01-30T23:59:59Z",
      };
      make.store.put({ ...certificate, properties: { ...certificate.properties, ...issued } });
    },
  },
];

function domainsOf(make: Fabrication): string[] {
  const names = make.inputs["subjectAlternativeNames"];
  return [
    ...new Set([stringOf(make.inputs["domainName"]), ...(Array.isArray(names) ? names.map(String) : [])]),
  ];
}

/** A wildcard and its parent domain are proven by one and the same record, which AWS keeps per account and domain. */
function validationOf(make: Fabrication, domainName: string): Record<string, string> {
  const domain = domainName.replace(/^\*\./, "");
  const digits = hashOf("acm", make.account, domain);
  return {
    domainName,
    resourceRecordName: `_${digits.slice(0, 32)}.${domain}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${digits.slice(32)}.${hashOf(digits).slice(0, 10)}.acm-validations.aws.`,
  };
}
