/** Zones without VPC origins (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html). */
const zonesWithout: ReadonlySet<string> = new Set([
  "apne1-az3",
  "apne2-az1",
  "cac1-az3",
  "use1-az3",
  "usw1-az2",
]);

/** The network's zones in which CloudFront cannot reach a load balancer privately. */
export function findZonesWithoutVpcOrigin(azIds: readonly string[]): string[] {
  return azIds.filter((id) => zonesWithout.has(id));
}
