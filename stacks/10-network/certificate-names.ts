import type { NetworkConfig } from "./config.ts";

type Domain = NonNullable<NetworkConfig["domain"]>;

/** What a certificate covers: the apex, everything one level below it, and further names. */
export function certificateNames(domain: Pick<Domain, "name" | "certs">): {
  readonly domainName: string;
  readonly subjectAlternativeNames: readonly string[];
} {
  const names = [`*.${domain.name}`, ...domain.certs.extraNames];
  return {
    domainName: domain.name,
    subjectAlternativeNames: [...new Set(names)].filter((name) => name !== domain.name),
  };
}

/**
 * The names that each need a validation record. A wildcard and the name it stands on share one record, and so do the
 * certificates of several regions in one account: creating it twice fails.
 */
export function validationNames(domain: Pick<Domain, "name" | "certs">): readonly string[] {
  const { domainName, subjectAlternativeNames } = certificateNames(domain);
  return [...new Set([domainName, ...subjectAlternativeNames].map((name) => name.replace(/^\*\./, "")))];
}

/**
 * Whether the certificates count as issued. ACM can issue at once only for records in a zone that the registrar already
 * delegates to; a new zone is not delegated yet, and records or mails by hand take a person.
 */
export function areCertificatesIssued({ zone, certs }: Pick<Domain, "zone" | "certs">): boolean {
  if (!certs.regional && !certs.edge) return false;
  return certs.issued ?? (certs.validation === "route53" && zone.mode === "lookup");
}
