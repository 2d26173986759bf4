/** A record that somebody has to make by hand. */
export interface DnsRecord {
  name: string;
  type: string;
  value: string;
}

/** Records for hosts of a distribution: DNS knows no CNAME for the name of a domain itself. */
export function renderHandRecords(
  hosts: readonly string[],
  apex: string | undefined,
  target: string,
): DnsRecord[] {
  return hosts.map((name) => ({ name, type: name === apex ? "ALIAS" : "CNAME", value: target }));
}

/**
 * A record as Amplify words it, such as "_a1.example.com. CNAME _b2.acm-validations.aws.", or for a host "app CNAME
 * d1.cloudfront.net" and " CNAME d1.cloudfront.net" for the domain itself.
 *
 * @returns undefined while Amplify does not know it yet
 */
export function parseAmplifyRecord(text: string, domainName: string): DnsRecord | undefined {
  const match = /^(\S*)\s+(CNAME|ANAME|A)\s+(\S+)$/.exec(text.trimEnd());
  if (match === null) return undefined;
  const [, left = "", , right = ""] = match;
  if (right.includes("<")) return undefined;
  const full = left === "" || left === "@" ? domainName : left.replace(/\.$/, "");
  const name = full === domainName || full.endsWith(`.${domainName}`) ? full : `${full}.${domainName}`;
  return { name, type: name === domainName ? "ALIAS" : "CNAME", value: right.replace(/\.$/, "") };
}

/** The part of a host in front of its domain, empty for the domain itself. */
export function prefixOf(host: string, domainName: string): string {
  return host === domainName ? "" : host.slice(0, -domainName.length - 1);
}
