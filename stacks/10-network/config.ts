import { z } from "zod";
import { defineLayerConfig } from "../../shared/config-schema.ts";
import { cidr, hostname, port, resourceId } from "../../shared/contracts/values.ts";
import { checkPinnedSubnets, planSubnets } from "./cidr-plan.ts";
import { natInstanceTypes } from "./nat-cost.ts";

const ports = z
  .array(port)
  .refine((list) => new Set(list).size === list.length, "lists a port twice; remove one");
const cidrs = z.array(cidr).min(2).max(4);

const networkSettings = z
  .strictObject({
    cidr: cidr
      .refine(isPrivate, "expected a block inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10")
      .default("10.0.0.0/16")
      .describe("The VPC's IPv4 block, /16 to /24; it can never change"),
    azCount: z
      .int()
      .min(2)
      .max(4)
      .optional()
      .describe("Number of availability zones; 2, or as many as network.azs lists"),
    azs: z
      .array(z.string().regex(/^[a-z]{2}-[a-z]+-\d[a-z]$/, 'expected a zone such as "us-east-1a"'))
      .min(2)
      .max(4)
      .optional()
      .describe("Zones in slot order; without it the first that are available. Append, never reorder"),
    subnetCidrs: z
      .strictObject({ public: cidrs, private: cidrs, db: cidrs })
      .optional()
      .describe("Pins every subnet's block, in the order of network.azs; without it they are planned"),
    mode: z
      .enum(["open", "private"])
      .describe(
        "open: tasks in public subnets with a public address (dev and poc only); private: in private subnets",
      ),
    nat: z
      .enum(["none", "single", "perAz", "regional", "fck-nat"])
      .describe("How private subnets reach the internet"),
    fckNat: z
      .strictObject({
        amiId: resourceId("ami")
          .optional()
          .describe(
            "Image of the NAT instance; where it is left out, the newest one at the first deployment, which then stays",
          ),
        instanceType: z.enum(natInstanceTypes).default("t4g.nano").describe("Type of the NAT instance"),
      })
      .prefault({})
      .describe("The NAT instance of network.nat=fck-nat"),
    flowLogs: z
      .enum(["off", "cloudwatch", "s3"])
      .optional()
      .describe(
        "Where the VPC's flow logs go; cloudwatch in stage and prod, off in dev and poc. s3 is the account's log bucket",
      ),
    flowLogRetentionDays: z
      .union([7, 14, 30, 60, 90, 180, 365, 731].map((days) => z.literal(days)))
      .optional()
      .describe("How long CloudWatch keeps flow logs; 365 in prod, 30 in stage, 7 in dev and poc"),
    dynamodbEndpoint: z
      .boolean()
      .default(false)
      .describe("A gateway endpoint for DynamoDB beside the one for S3; both are free"),
    frontDoor: z
      .enum(["internal", "internet", "cloudfront", "both"])
      .default("internal")
      .describe(
        "Who reaches the load balancer besides the VPC link: nobody, the world, CloudFront's addresses (a public load balancer, or a VPC origin before an internal one), or both while moving from one to the other",
      ),
    albPorts: ports.min(1).default([80, 443]).describe("Listener ports of the load balancer"),
    cloudFrontPort: port
      .default(443)
      .describe("The one listener port open to CloudFront; its address list fills a security group"),
    servicePorts: ports.describe("Container ports that the load balancer reaches"),
    discoveryPorts: ports
      .default([])
      .describe("Container ports that services reach on each other (service discovery)"),
    egressPorts: ports
      .default([443])
      .describe(
        "Ports on the internet that tasks and functions may reach; 443 covers AWS and most providers",
      ),
    dbPort: port.default(5432).describe("Port of the database"),
    cachePort: port.default(6379).describe("Port of the cache"),
    dbProxy: z
      .boolean()
      .default(false)
      .describe("Lets an RDS proxy in the database's group reach the database"),
    vpcLambdas: z
      .boolean()
      .default(false)
      .describe("Lets functions in the VPC reach the database and the cache"),
    protect: z
      .boolean()
      .optional()
      .describe(
        "Refuses to delete or replace what higher layers live in (VPC, subnets, groups, zone); on in stage and prod",
      )
      .meta({ beforeDestroy: false }),
  })
  .superRefine((network, context) => {
    const zoneCount = network.azs?.length ?? network.azCount ?? 2;
    if (
      network.azs !== undefined &&
      network.azCount !== undefined &&
      network.azs.length !== network.azCount
    ) {
      context.addIssue({
        code: "custom",
        path: ["azCount"],
        message: `is ${network.azCount}, but network.azs lists ${network.azs.length}; remove one of the two`,
      });
    }
    if (network.azs !== undefined && new Set(network.azs).size !== network.azs.length) {
      context.addIssue({ code: "custom", path: ["azs"], message: "lists a zone twice; remove one" });
    }
    if (network.subnetCidrs !== undefined && network.azs === undefined) {
      context.addIssue({
        code: "custom",
        path: ["azs"],
        message: "is missing, expected the zones that the blocks of network.subnetCidrs belong to",
      });
    }
    const result =
      network.subnetCidrs === undefined
        ? planSubnets(network.cidr, zoneCount)
        : checkPinnedSubnets(network.cidr, zoneCount, network.subnetCidrs);
    if ("faults" in result) {
      for (const { path, message } of result.faults)
        context.addIssue({ code: "custom", path: [...path], message });
    }
    if (
      (network.frontDoor === "cloudfront" || network.frontDoor === "both") &&
      !network.albPorts.includes(network.cloudFrontPort)
    ) {
      context.addIssue({
        code: "custom",
        path: ["cloudFrontPort"],
        message: `is ${network.cloudFrontPort}, expected one of network.albPorts (${network.albPorts.join(", ")})`,
      });
    }
  });

const certificateName = hostname.or(
  z
    .string()
    .regex(
      /^\*\.([a-z0-9-]+\.)+[a-z]{2,63}$/,
      'expected a host name such as "www.example.com" or "*.eu.example.com"',
    ),
);

const domainSettings = z
  .strictObject({
    name: hostname.describe(
      "The environment's apex domain, in lower case; app., api. and auth. are made from it",
    ),
    zone: z
      .strictObject({
        mode: z
          .enum(["create", "lookup", "none"])
          .describe("create a Route 53 zone, use one that exists, or none (DNS is kept elsewhere)"),
        id: z
          .string()
          .regex(/^Z[A-Z0-9]+$/, 'expected a zone id such as "Z0123456789ABCDEFGHIJ"')
          .optional()
          .describe("Id of an existing zone, where its name is not enough"),
        name: hostname.optional().describe("Name of an existing zone, where it is a parent of domain.name"),
      })
      .describe("The Route 53 zone of the domain"),
    certs: z
      .strictObject({
        validation: z
          .enum(["route53", "manual", "email"])
          .default("route53")
          .describe(
            "Who proves ownership: records in the zone, records made by hand, or a mail to the domain's contacts",
          ),
        issued: z
          .boolean()
          .optional()
          .describe(
            "Whether ACM has issued the certificates, which the update then checks; until then no listener or alias uses them. True by default only for records in an existing zone",
          ),
        regional: z
          .boolean()
          .default(true)
          .describe("A certificate in this region, for load balancers and APIs"),
        edge: z.boolean().default(true).describe("A certificate in us-east-1, for CloudFront"),
        extraNames: z.array(certificateName).default([]).describe("Names beside the apex and *.apex"),
      })
      .prefault({})
      .describe("The certificates of the domain"),
  })
  .superRefine((domain, context) => {
    const fault = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (domain.certs.validation === "route53" && domain.zone.mode === "none") {
      fault(
        ["certs", "validation"],
        'is "route53", but domain.zone.mode is "none"; use "manual" or "email", or name the zone',
      );
    }
    if (domain.zone.mode !== "lookup" && (domain.zone.id !== undefined || domain.zone.name !== undefined)) {
      fault(
        ["zone", "mode"],
        `is "${domain.zone.mode}", but the zone's id or name is set, expected "lookup" with either`,
      );
    }
    const zoneName = domain.zone.name;
    if (zoneName !== undefined && domain.name !== zoneName && !domain.name.endsWith(`.${zoneName}`)) {
      fault(["zone", "name"], `is "${zoneName}", expected "${domain.name}" or a parent of it`);
    }
  });

/** The configuration of 10-network. */
export const networkConfig = defineLayerConfig({
  network: networkSettings.describe("Addresses, zones, the way out and who reaches whom"),
  domain: domainSettings
    .optional()
    .describe("DNS zone and certificates; without it the product runs on the addresses that AWS gives"),
}).superRefine(({ profile, region, network }, context) => {
  if (network.mode === "open" && (profile === "prod" || profile === "stage")) {
    context.addIssue({
      code: "custom",
      path: ["network", "mode"],
      message: `is "open", expected "private" in ${profile}; public tasks are for dev and poc`,
    });
  }
  for (const [index, zone] of (network.azs ?? []).entries()) {
    if (!zone.startsWith(region)) {
      context.addIssue({
        code: "custom",
        path: ["network", "azs", index],
        message: `is "${zone}", expected a zone of ${region}`,
      });
    }
  }
});

export type NetworkConfig = z.output<typeof networkConfig>;
export type NetworkConfigInput = z.input<typeof networkConfig>;

function isPrivate(block: string): boolean {
  const [first = 0, second = 0] = block.split(".").map(Number);
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second < 128)
  );
}
