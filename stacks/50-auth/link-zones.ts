/**
 * Zones in which VPC links do not work; one subnet there makes AWS refuse the whole link
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html).
 */
const zonesWithoutLinks: ReadonlySet<string> = new Set(["use1-az3", "usw1-az2", "cac1-az3", "apne1-az3"]);

/**
 * The subnets that a VPC link can use.
 *
 * @param subnetIds one per zone, in the zones' order
 */
export function selectLinkSubnets(azIds: readonly string[], subnetIds: readonly string[]): string[] {
  return subnetIds.filter((_, index) => {
    const zone = azIds[index];
    return zone !== undefined && !zonesWithoutLinks.has(zone);
  });
}
