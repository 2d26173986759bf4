import { dbClusterInstanceToken, dbInstanceToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

/** rds-ca-2019 ended in August 2024. */
const authorities = /^rds-ca-(rsa2048|rsa4096|ecc384)-g\d+$/;

export const rule: Rule = {
  id: "db-certificate-authority",
  tokens: [dbInstanceToken, dbClusterInstanceToken],
  operations: ["create", "update"],
  code: "CertificateNotFound",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html#UsingWithRDS.SSL.RegionCertificateAuthorities",
  refuses({ inputs }) {
    const name = textOf(inputs, "caCertIdentifier");
    return name === "" || authorities.test(name) ? undefined : `Certificate not found: ${name}`;
  },
};
