import {
  lengthOf,
  ofType,
  partOf,
  textOf,
  type Charge,
  type Costs,
  type Pricer,
  type Surroundings,
} from "../resources.ts";

const assumed = "number of zones assumed";

/** A list's length, or the assumed number of zones where the list is not known yet. */
function inZones(value: unknown, { usage }: Surroundings): { count: number; note?: string } {
  const known = lengthOf(value);
  return known === undefined ? { count: usage.zones, note: assumed } : { count: known };
}

/** Zones that the layer's own subnets are in. */
function zonesOf({ layer, usage }: Surroundings): { count: number; note?: string } {
  const zones = new Set(
    ofType(layer, "aws:ec2/subnet:Subnet").map(({ inputs }) => textOf(inputs["availabilityZone"])),
  );
  zones.delete(undefined);
  return zones.size === 0 ? { count: usage.zones, note: assumed } : { count: zones.size };
}

/** A regional gateway counts, and takes an address, in each zone; the address of a zonal one is a resource of its own. */
const natGateway: Pricer = ({ inputs }, surroundings) => {
  if (inputs["availabilityMode"] !== "regional") return [{ price: "nat-gateway-hour", count: 1 }];
  const zones = zonesOf(surroundings);
  return [
    { price: "nat-gateway-hour", ...zones },
    { price: "public-address-hour", ...zones },
  ];
};

const vpcEndpoint: Pricer = ({ inputs }, surroundings) => {
  const kind = inputs["vpcEndpointType"] ?? "Gateway";
  if (kind === "Gateway") return [];
  if (kind !== "Interface") return [{ notPriced: `VPC endpoint of type ${String(kind)}` }];
  return [{ price: "endpoint-zone-hour", ...inZones(inputs["subnetIds"], surroundings) }];
};

/** An internet-facing load balancer takes a public address in each zone. */
const loadBalancer: Pricer = ({ inputs }, surroundings) => {
  const kind = inputs["loadBalancerType"] ?? "application";
  if (kind !== "application") return [{ notPriced: `${String(kind)} load balancer` }];
  const balancer: Charge = { price: "alb-hour", count: 1 };
  if (inputs["internal"] === true) return [balancer];
  const subnets = inputs["subnets"] ?? inputs["subnetMappings"];
  return [balancer, { price: "public-address-hour", ...inZones(subnets, surroundings) }];
};

const specialGroups = /^AWSManagedRules(BotControl|ATP|ACFP)RuleSet$/;

/** A managed group counts as one rule; those against bots and fraud cost a subscription on top. */
const webAcl: Pricer = ({ inputs }) => {
  const rules = Array.isArray(inputs["rules"]) ? inputs["rules"].map(partOf) : [];
  const special = rules.filter(({ statement }) =>
    specialGroups.test(textOf(partOf(partOf(statement)["managedRuleGroupStatement"])["name"]) ?? ""),
  );
  const costs: Charge[] = [{ price: "web-acl-month", count: 1 }];
  if (rules.length > 0) costs.push({ price: "web-acl-rule-month", count: rules.length });
  if (special.length > 0) costs.push({ price: "web-acl-special-group-month", count: special.length });
  return costs;
};

const one =
  (price: string): Pricer =>
  (): Costs => [{ price, count: 1 }];

/** CloudFront's eight additional metrics cost what custom ones do (https://aws.amazon.com/cloudwatch/pricing/). */
const additionalMetrics: Pricer = ({ inputs }) => {
  const { realtimeMetricsSubscriptionStatus } = partOf(
    partOf(inputs["monitoringSubscription"])["realtimeMetricsSubscriptionConfig"],
  );
  return realtimeMetricsSubscriptionStatus === "Disabled"
    ? []
    : [{ price: "metric-month", count: 8, note: "additional metrics of CloudFront" }];
};

export const networkPricers: Readonly<Record<string, Pricer>> = {
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": additionalMetrics,
  "aws:ec2/eip:Eip": one("public-address-hour"),
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:route53/zone:Zone": one("hosted-zone-month"),
  // A private namespace is a hosted zone; ECS registers its tasks in it at no charge (https://aws.amazon.com/cloud-map/pricing/).
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": one("hosted-zone-month"),
  "aws:wafv2/webAcl:WebAcl": webAcl,
};
