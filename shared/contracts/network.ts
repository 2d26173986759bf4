import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { arn, cidr, hostname, resourceId } from "./values.ts";

const subnetIds = z.array(resourceId("subnet")).min(2, "expected one for each of two zones or more");
const routeTableIds = z.array(resourceId("rtb"));

/** What 10-network promises to the layers above it. */
export const network = defineContract({
  layer: "10-network",
  reads: [account],
  outputs: {
    vpcId: resourceId("vpc").describe("The one VPC of the environment"),
    vpcCidr: cidr.describe("The VPC's IPv4 block"),
    azs: z
      .array(z.string().regex(/^[a-z]{2}-[a-z]+-\d[a-z]$/, 'expected a zone such as "us-east-1a"'))
      .min(2, "expected two zones or more")
      .describe("Availability zones in slot order"),
    azIds: z
      .array(z.string().regex(/^[a-z]{3,4}\d-az\d$/, 'expected a zone id such as "use1-az1"'))
      .min(2, "expected two zones or more")
      .describe("Ids of the same zones; VPC links and VPC origins are missing in some"),
    publicSubnetIds: subnetIds.describe("Subnets with a route to the internet gateway, in zone order"),
    privateSubnetIds: subnetIds.describe("Subnets for tasks and functions, in zone order"),
    dbSubnetIds: subnetIds.describe("Subnets without any route to the internet, in zone order"),
    publicRouteTableIds: routeTableIds.describe("Route tables of the public subnets"),
    privateRouteTableIds: routeTableIds.describe("Route tables of the private subnets"),
    dbRouteTableIds: routeTableIds.describe("Route tables of the database subnets"),
    securityGroupIds: z
      .strictObject({
        alb: resourceId("sg"),
        app: resourceId("sg"),
        db: resourceId("sg"),
        cache: resourceId("sg"),
        vpcEndpoints: resourceId("sg"),
        vpcLink: resourceId("sg"),
        lambda: resourceId("sg"),
        albCloudFront: resourceId("sg").optional(),
      })
      .describe(
        "All security groups of the environment; 10-network owns their rules. A load balancer carries alb, and albCloudFront beside it where there is one",
      ),
    taskSubnetIds: z
      .array(resourceId("subnet"))
      .min(1, "expected one or more")
      .describe("Where tasks run: public subnets in open mode, private ones otherwise"),
    assignPublicIp: z.boolean().describe("Whether tasks need a public address to reach the internet"),
    hasEgress: z.boolean().describe("Whether tasks in the task subnets can reach the internet"),
    natMode: z
      .enum(["none", "single", "perAz", "regional", "fck-nat"])
      .describe("How private subnets reach the internet"),
    natPublicIps: z
      .array(z.ipv4("expected an IPv4 address"))
      .describe("Addresses that outgoing traffic comes from; empty without NAT"),
    natCostMonthlyUsd: z
      .number()
      .min(0, "expected 0 or more")
      .describe("Fixed monthly cost of NAT in USD, without traffic"),
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]+$/, 'expected a zone id such as "Z0123456789ABCDEFGHIJ"')
      .optional()
      .describe("Route 53 zone of the environment's domain"),
    nameServers: z
      .array(hostname)
      .optional()
      .describe("Name servers of a zone that 10-network made, to be set at the registrar"),
    domainName: hostname.optional().describe("The environment's apex domain"),
    regionalCertificateArn: arn("acm")
      .optional()
      .describe("Certificate for load balancers and regional APIs"),
    edgeCertificateArn: arn("acm").optional().describe("Certificate in us-east-1 for CloudFront"),
    certificatesIssued: z
      .boolean()
      .describe("Whether HTTPS listeners and aliases may use the certificates already"),
    validationRecords: z
      .array(z.strictObject({ name: z.string(), type: z.string(), value: z.string() }))
      .describe("DNS records to create by hand where the domain is not in Route 53"),
  },
});
