import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const gateway = "aws:ec2/internetGateway:InternetGateway";
const table = "aws:ec2/routeTable:RouteTable";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const route = "aws:ec2/route:Route";
const eip = "aws:ec2/eip:Eip";
const nat = "aws:ec2/natGateway:NatGateway";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

const web = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };

async function publicSubnet(aws: Account): Promise<{ vpc: Made; subnet: Made; igw: Made }> {
  const vpc = await aws.vpc();
  const igw = await aws.create(gateway, "igw", { vpcId: vpc.id });
  return { vpc, igw, subnet: await aws.subnet(vpc, "a", "10.0.0.0/24") };
}

async function natGateway(aws: Account): Promise<{ nat: Made; eip: Made; igw: Made; subnet: Made }> {
  const { subnet, igw } = await publicSubnet(aws);
  const address = await aws.create(eip, "ip", {});
  return {
    nat: await aws.create(nat, "nat", { subnetId: subnet.id, allocationId: address.id }),
    eip: address,
    igw,
    subnet,
  };
}

async function routeOverInterface(aws: Account, inputs: Properties = {}): Promise<void> {
  const { vpc, subnet } = await publicSubnet(aws);
  const door = await aws.create("aws:ec2/networkInterface:NetworkInterface", "nat", {
    subnetId: subnet.id,
    ...inputs,
  });
  const { id: routeTableId } = await aws.create(table, "private", { vpcId: vpc.id });
  await aws.create(route, "out", {
    routeTableId,
    destinationCidrBlock: "0.0.0.0/0",
    networkInterfaceId: door.id,
  });
}

/** A rule beside a security group that has these inside. */
async function besideRules(aws: Account, inside: Properties[]): Promise<void> {
  const vpc = await aws.vpc();
  const group = await aws.create("aws:ec2/securityGroup:SecurityGroup", "app", {
    vpcId: vpc.id,
    name: "app",
    ingress: inside,
  });
  await aws.create(ingress, "web", { ...web, securityGroupId: group.id });
}

export const cases: Record<string, RuleCase> = {
  "vpc-cidr-size": {
    accepts: (aws) => aws.vpc("net", { cidrBlock: "10.0.0.0/28" }),
    refuses: (aws) => aws.vpc("net", { cidrBlock: "10.0.0.0/8" }),
    message: "InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid.",
  },
  "cidr-starts-at-its-address": {
    accepts: (aws) => aws.vpc("net", { cidrBlock: "10.1.0.0/16" }),
    refuses: (aws) => aws.vpc("net", { cidrBlock: "10.1.2.0/16" }),
    message: `InvalidParameterValue: "10.1.2.0/16" is not a valid CIDR block; did you mean "10.1.0.0/16"?`,
  },
  "vpc-quota": {
    accepts: async (aws) => await Promise.all(["a", "b", "c", "d"].map((name) => aws.vpc(name))),
    refuses: async (aws) => await Promise.all(["a", "b", "c", "d", "e"].map((name) => aws.vpc(name))),
    message: "VpcLimitExceeded: The maximum number of VPCs has been reached.",
  },
  "vpc-in-use": {
    accepts: async (aws) => await aws.remove("aws:ec2/vpc:Vpc", "net", (await aws.vpc()).id),
    async refuses(aws) {
      const vpc = await aws.vpc();
      await aws.subnet(vpc, "a", "10.0.0.0/24");
      await aws.remove("aws:ec2/vpc:Vpc", "net", vpc.id);
    },
    message: "has dependencies and cannot be deleted.",
  },
  "subnet-inside-vpc": {
    accepts: async (aws) => await aws.subnet(await aws.vpc(), "a", "10.0.255.0/24"),
    refuses: async (aws) => await aws.subnet(await aws.vpc(), "a", "10.1.0.0/24"),
    message: "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.",
  },
  "subnet-cidr-size": {
    accepts: async (aws) => await aws.subnet(await aws.vpc(), "a", "10.0.0.0/28"),
    refuses: async (aws) => await aws.subnet(await aws.vpc(), "a", "10.0.0.0/29"),
    message: "InvalidSubnet.Range: The CIDR '10.0.0.0/29' is invalid.",
  },
  "subnet-overlap": {
    async accepts(aws) {
      const vpc = await aws.vpc();
      await aws.subnet(vpc, "a", "10.0.0.0/24");
      await aws.subnet(vpc, "c", "10.0.1.0/24");
    },
    async refuses(aws) {
      const vpc = await aws.vpc();
      await aws.subnet(vpc, "a", "10.0.0.0/23");
      await aws.subnet(vpc, "c", "10.0.1.0/24");
    },
    message: "InvalidSubnet.Conflict: The CIDR '10.0.1.0/24' conflicts with another subnet",
  },
  "subnet-zone-exists": {
    accepts: async (aws) => await aws.subnet(await aws.vpc(), "c", "10.0.0.0/24"),
    refuses: async (aws) => await aws.subnet(await aws.vpc(), "b", "10.0.0.0/24"),
    message:
      "InvalidParameterValue: Value (us-west-1b) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-west-1a, us-west-1c.",
  },
  "subnet-in-use": {
    accepts: async (aws) =>
      await aws.remove("aws:ec2/subnet:Subnet", "s", (await publicSubnet(aws)).subnet.id),
    refuses: async (aws) => await aws.remove("aws:ec2/subnet:Subnet", "s", (await natGateway(aws)).subnet.id),
    message: "has dependencies and cannot be deleted.",
  },
  "missing-vpc": {
    accepts: async (aws) => await aws.create(gateway, "igw", { vpcId: (await aws.vpc()).id }),
    refuses: (aws) => aws.create(gateway, "igw", { vpcId: "vpc-1" }),
    message: "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
  },
  "missing-subnet": {
    accepts: natGateway,
    refuses: (aws) =>
      aws.create("aws:ec2/networkInterface:NetworkInterface", "eni", { subnetId: "subnet-1" }),
    message: "InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist",
  },
  "missing-route-table": {
    async accepts(aws) {
      const { vpc, igw } = await publicSubnet(aws);
      await aws.create(route, "r", {
        routeTableId: vpc["mainRouteTableId"]!,
        gatewayId: igw.id,
        destinationCidrBlock: "0.0.0.0/0",
      });
    },
    refuses: (aws) => aws.create(route, "r", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" }),
    message: "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-1' does not exist",
  },
  "missing-internet-gateway": {
    async accepts(aws) {
      const { vpc, igw } = await publicSubnet(aws);
      const { id } = await aws.create(table, "t", { vpcId: vpc.id });
      await aws.create(route, "r", {
        routeTableId: id,
        gatewayId: igw.id,
        destinationCidrBlock: "0.0.0.0/0",
      });
      await aws.create(route, "office", {
        routeTableId: id,
        gatewayId: "vgw-1",
        destinationCidrBlock: "192.168.0.0/16",
      });
    },
    async refuses(aws) {
      const { id } = await aws.create(table, "t", { vpcId: (await aws.vpc()).id });
      await aws.create(route, "r", {
        routeTableId: id,
        gatewayId: "igw-1",
        destinationCidrBlock: "0.0.0.0/0",
      });
    },
    message: "InvalidGatewayID.NotFound: The gateway ID 'igw-1' does not exist",
  },
  "missing-security-group": {
    accepts: async (aws) => {
      const vpc = await aws.vpc();
      await aws.create(ingress, "web", { securityGroupId: vpc["defaultSecurityGroupId"]!, ...web });
    },
    refuses: (aws) => aws.create(ingress, "web", { securityGroupId: "sg-1", ...web }),
    message: "InvalidGroup.NotFound: The security group 'sg-1' does not exist",
  },
  "security-group-name": {
    accepts: async (aws) => await aws.group(await aws.vpc(), "web-sg"),
    refuses: async (aws) => await aws.group(await aws.vpc(), "sg-web"),
    message:
      "InvalidParameterValue: Value (sg-web) for parameter GroupName is invalid. Group names may not be in the format sg-*.",
  },
  "security-group-twice": {
    async accepts(aws) {
      await aws.group(await aws.vpc("a"), "web");
      await aws.group(await aws.vpc("b"), "web");
    },
    async refuses(aws) {
      const vpc = await aws.vpc();
      await aws.group(vpc, "web");
      await aws.group(vpc, "web");
    },
    message: "InvalidGroup.Duplicate: The security group 'web' already exists for VPC",
  },
  "security-group-in-use": {
    async accepts(aws) {
      const group = await aws.group(await aws.vpc(), "web");
      await aws.create(ingress, "self", {
        securityGroupId: group.id,
        ipProtocol: "-1",
        referencedSecurityGroupId: group.id,
      });
      await aws.remove("aws:ec2/securityGroup:SecurityGroup", "web", group.id);
    },
    async refuses(aws) {
      const vpc = await aws.vpc();
      const [alb, app] = [await aws.group(vpc, "alb"), await aws.group(vpc, "app")];
      await aws.create(ingress, "in", {
        securityGroupId: app.id,
        ipProtocol: "-1",
        referencedSecurityGroupId: alb.id,
      });
      await aws.remove("aws:ec2/securityGroup:SecurityGroup", "alb", alb.id);
    },
    message: "has a dependent object",
  },
  "security-group-rule-twice": {
    async accepts(aws) {
      const { id: securityGroupId } = await aws.group(await aws.vpc(), "web");
      await aws.create(ingress, "https", { securityGroupId, ...web });
      await aws.create(ingress, "http", { securityGroupId, ...web, fromPort: 80, toPort: 80 });
    },
    async refuses(aws) {
      const { id: securityGroupId } = await aws.group(await aws.vpc(), "web");
      await aws.create(ingress, "https", { securityGroupId, ...web });
      await aws.create(ingress, "again", { securityGroupId, ...web });
    },
    message:
      'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already exists',
  },
  "security-group-rule-peer": {
    accepts: async (aws) =>
      await aws.create(ingress, "in", {
        securityGroupId: (await aws.group(await aws.vpc(), "web")).id,
        ...web,
      }),
    refuses: async (aws) =>
      await aws.create(ingress, "in", {
        securityGroupId: (await aws.group(await aws.vpc(), "web")).id,
        ipProtocol: "-1",
      }),
    message:
      "InvalidParameterCombination: exactly one of cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id must be specified, got 0",
  },
  "security-group-rule-quota": {
    async accepts(aws) {
      const { id: securityGroupId } = await aws.group(await aws.vpc(), "web");
      for (let port = 1; port <= 60; port++) {
        await aws.create(ingress, `p${port}`, { securityGroupId, ...web, fromPort: port, toPort: port });
      }
    },
    async refuses(aws) {
      const { id: securityGroupId } = await aws.group(await aws.vpc(), "web");
      for (let port = 1; port <= 61; port++) {
        await aws.create(ingress, `p${port}`, { securityGroupId, ...web, fromPort: port, toPort: port });
      }
    },
    message:
      "RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.",
  },
  "internet-gateway-twice": {
    accepts: publicSubnet,
    refuses: async (aws) => await aws.create(gateway, "second", { vpcId: (await publicSubnet(aws)).vpc.id }),
    message: "already has an internet gateway attached",
  },
  "internet-gateway-in-use": {
    accepts: async (aws) => await aws.remove(gateway, "igw", (await publicSubnet(aws)).igw.id),
    refuses: async (aws) => await aws.remove(gateway, "igw", (await natGateway(aws)).igw.id),
    message:
      "has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
  },
  "route-twice": {
    async accepts(aws) {
      const { vpc, igw } = await publicSubnet(aws);
      const { id: routeTableId } = await aws.create(table, "t", { vpcId: vpc.id });
      await aws.create(route, "a", { routeTableId, gatewayId: igw.id, destinationCidrBlock: "0.0.0.0/0" });
      await aws.create(route, "b", {
        routeTableId,
        gatewayId: igw.id,
        destinationCidrBlock: "192.168.0.0/16",
      });
    },
    async refuses(aws) {
      const { vpc, igw } = await publicSubnet(aws);
      const { id: routeTableId } = await aws.create(table, "t", { vpcId: vpc.id });
      await aws.create(route, "a", { routeTableId, gatewayId: igw.id, destinationCidrBlock: "0.0.0.0/0" });
      await aws.create(route, "b", { routeTableId, gatewayId: igw.id, destinationCidrBlock: "0.0.0.0/0" });
    },
    message: "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.",
  },
  "route-leaves-its-vpc": {
    async accepts(aws) {
      const { vpc, igw } = await publicSubnet(aws);
      const { id } = await aws.create(table, "t", { vpcId: vpc.id });
      await aws.create(route, "r", {
        routeTableId: id,
        gatewayId: igw.id,
        destinationCidrBlock: "0.0.0.0/0",
      });
    },
    async refuses(aws) {
      const { igw } = await publicSubnet(aws);
      const { id } = await aws.create(table, "t", { vpcId: (await aws.vpc("other")).id });
      await aws.create(route, "r", {
        routeTableId: id,
        gatewayId: igw.id,
        destinationCidrBlock: "0.0.0.0/0",
      });
    },
    message: "belong to different networks",
  },
  "route-table-association-twice": {
    async accepts(aws) {
      const { vpc, subnet } = await publicSubnet(aws);
      const { id: routeTableId } = await aws.create(table, "t", { vpcId: vpc.id });
      await aws.create(association, "a", { routeTableId, subnetId: subnet.id });
    },
    async refuses(aws) {
      const { vpc, subnet } = await publicSubnet(aws);
      const { id: routeTableId } = await aws.create(table, "t", { vpcId: vpc.id });
      await aws.create(association, "a", { routeTableId, subnetId: subnet.id });
      await aws.create(association, "b", { routeTableId, subnetId: subnet.id });
    },
    message: "conflicts with an existing association",
  },
  "route-table-in-use": {
    async accepts(aws) {
      const { id } = await aws.create(table, "t", { vpcId: (await aws.vpc()).id });
      await aws.remove(table, "t", id);
    },
    async refuses(aws) {
      const { vpc, subnet } = await publicSubnet(aws);
      const { id } = await aws.create(table, "t", { vpcId: vpc.id });
      await aws.create(association, "a", { routeTableId: id, subnetId: subnet.id });
      await aws.remove(table, "t", id);
    },
    message: "has dependencies and cannot be deleted.",
  },
  "nat-gateway-needs-internet": {
    accepts: natGateway,
    async refuses(aws) {
      const subnet = await aws.subnet(await aws.vpc(), "a", "10.0.0.0/24");
      await aws.create(nat, "nat", {
        subnetId: subnet.id,
        allocationId: (await aws.create(eip, "ip", {})).id,
      });
    },
    message: "has no Internet gateway attached",
  },
  "nat-gateway-address-taken": {
    accepts: natGateway,
    async refuses(aws) {
      const { eip: address, subnet } = await natGateway(aws);
      await aws.create(nat, "second", { subnetId: subnet.id, allocationId: address.id });
    },
    message: "is already associated",
  },
  "eip-quota": {
    accepts: async (aws) => await Promise.all([1, 2, 3, 4, 5].map((n) => aws.create(eip, `ip${n}`, {}))),
    refuses: async (aws) => await Promise.all([1, 2, 3, 4, 5, 6].map((n) => aws.create(eip, `ip${n}`, {}))),
    message: "AddressLimitExceeded: The maximum number of addresses has been reached.",
  },
  "eip-in-use": {
    accepts: async (aws) => await aws.remove(eip, "ip", (await aws.create(eip, "ip", {})).id),
    refuses: async (aws) => await aws.remove(eip, "ip", (await natGateway(aws)).eip.id),
    message: "is in use.",
  },
  "endpoint-service-exists": {
    accepts: async (aws) =>
      await aws.create(endpoint, "s3", {
        vpcId: (await aws.vpc()).id,
        serviceName: "com.amazonaws.us-west-1.s3",
      }),
    refuses: async (aws) =>
      await aws.create(endpoint, "s3", {
        vpcId: (await aws.vpc()).id,
        serviceName: "com.amazonaws.us-east-1.s3",
      }),
    message: "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist",
  },
  "endpoint-private-dns": {
    async accepts(aws) {
      const vpc = await aws.vpc("net", { enableDnsHostnames: true });
      await aws.create(endpoint, "logs", interfaceEndpoint(vpc));
    },
    refuses: async (aws) => await aws.create(endpoint, "logs", interfaceEndpoint(await aws.vpc())),
    message:
      "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-",
  },
  "endpoint-twice": {
    async accepts(aws) {
      const vpc = await aws.vpc("net", { enableDnsHostnames: true });
      await aws.create(endpoint, "logs", interfaceEndpoint(vpc));
    },
    async refuses(aws) {
      const vpc = await aws.vpc("net", { enableDnsHostnames: true });
      await aws.create(endpoint, "logs", interfaceEndpoint(vpc));
      await aws.create(endpoint, "again", interfaceEndpoint(vpc));
    },
    message: "private-dns-enabled cannot be set because there is already a conflicting DNS domain",
  },
  "record-in-its-zone": {
    async accepts(aws) {
      const zone = await aws.create("aws:route53/zone:Zone", "zone", { name: "example.com" });
      await aws.create("aws:route53/record:Record", "api", record(zone, "api.example.com"));
    },
    async refuses(aws) {
      const zone = await aws.create("aws:route53/zone:Zone", "zone", { name: "example.com" });
      await aws.create("aws:route53/record:Record", "api", record(zone, "api.example.org"));
    },
    message:
      "InvalidChangeBatch: [RRSet with DNS name api.example.org. is not permitted in zone example.com.]",
  },
  "record-twice": {
    async accepts(aws) {
      const zone = await aws.create("aws:route53/zone:Zone", "zone", { name: "example.com" });
      await aws.create("aws:route53/record:Record", "a", record(zone, "api.example.com"));
      await aws.create("aws:route53/record:Record", "b", record(zone, "app.example.com"));
    },
    async refuses(aws) {
      const zone = await aws.create("aws:route53/zone:Zone", "zone", { name: "example.com" });
      await aws.create("aws:route53/record:Record", "a", record(zone, "api.example.com"));
      await aws.create("aws:route53/record:Record", "b", record(zone, "api.example.com"));
    },
    message:
      "InvalidChangeBatch: [Tried to create resource record set [name='api.example.com', type='A'] but it already exists]",
  },
  "zone-not-empty": {
    async accepts(aws) {
      const zone = await aws.create("aws:route53/zone:Zone", "zone", { name: "example.com" });
      await aws.remove("aws:route53/zone:Zone", "zone", zone.id);
    },
    async refuses(aws) {
      const zone = await aws.create("aws:route53/zone:Zone", "zone", { name: "example.com" });
      await aws.create("aws:route53/record:Record", "api", record(zone, "api.example.com"));
      await aws.remove("aws:route53/zone:Zone", "zone", zone.id);
    },
    message:
      "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
  },
  "certificate-has-its-records": {
    accepts: issuedCertificate,
    async refuses(aws) {
      const certificate = await aws.create("aws:acm/certificate:Certificate", "c", {
        domainName: "example.com",
      });
      await aws.create("aws:acm/certificateValidation:CertificateValidation", "v", {
        certificateArn: certificate.id,
      });
    },
    message: "no record _",
  },
  "certificate-issued": {
    accepts: async (aws) => await listen(aws, await issuedCertificate(aws)),
    async refuses(aws) {
      const certificate = await aws.create("aws:acm/certificate:Certificate", "c", {
        domainName: "example.com",
      });
      await listen(aws, certificate);
    },
    message: "must have a fully-qualified domain name, a supported signature, and a supported key size.",
  },
  "certificate-in-use": {
    async accepts(aws) {
      const certificate = await aws.create("aws:acm/certificate:Certificate", "c", {
        domainName: "example.com",
      });
      await aws.remove("aws:acm/certificate:Certificate", "c", certificate.id);
    },
    async refuses(aws) {
      const certificate = await issuedCertificate(aws);
      await listen(aws, certificate);
      await aws.remove("aws:acm/certificate:Certificate", "c", certificate.id);
    },
    message: "is in use.",
  },
  "nat-gateway-form": {
    accepts: async (aws) => {
      const { vpc } = await publicSubnet(aws);
      await aws.create(nat, "nat", { availabilityMode: "regional", vpcId: vpc.id });
    },
    refuses: async (aws) => {
      const { vpc, subnet } = await publicSubnet(aws);
      await aws.create(nat, "nat", { availabilityMode: "regional", vpcId: vpc.id, subnetId: subnet.id });
    },
    message: "SubnetId cannot be specified for a regional NAT gateway, expected VpcId",
  },
  "route-interface-forwards": {
    accepts: (aws) => routeOverInterface(aws, { sourceDestCheck: false }),
    refuses: (aws) => routeOverInterface(aws),
    message: "checks source and destination, so it forwards nothing; set sourceDestCheck to false",
  },
  "security-group-rules-in-one-place": {
    accepts: (aws) => besideRules(aws, []),
    refuses: (aws) =>
      besideRules(aws, [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["10.0.0.0/16"] }]),
    message: "has ingress rules inside it, which would take away one beside it",
  },
};

const loadBalancerArn =
  "arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/web/0123456789abcdef";

/** A load balancer that answers with the certificate. */
async function listen(aws: Account, certificate: Made): Promise<void> {
  aws.put("aws:lb/loadBalancer:LoadBalancer", loadBalancerArn, { name: "web" });
  await aws.create("aws:lb/listener:Listener", "https", {
    loadBalancerArn,
    port: 443,
    protocol: "HTTPS",
    certificateArn: certificate.id,
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
    ],
  });
}

const interfaceEndpoint = (vpc: Made) => ({
  vpcId: vpc.id,
  serviceName: "com.amazonaws.us-west-1.logs",
  vpcEndpointType: "Interface",
  privateDnsEnabled: true,
});

const record = (zone: Made, name: string) => ({
  zoneId: zone.id,
  name,
  type: "A",
  ttl: 60,
  records: ["198.18.0.1"],
});

async function issuedCertificate(aws: Account): Promise<Made> {
  const zone = await aws.create("aws:route53/zone:Zone", "zone", { name: "example.com" });
  const certificate = await aws.create("aws:acm/certificate:Certificate", "c", {
    domainName: "example.com",
    subjectAlternativeNames: ["*.example.com"],
  });
  const [option] = certificate["domainValidationOptions"] as { resourceRecordName: string }[];
  await aws.create("aws:route53/record:Record", "proof", {
    ...record(zone, option?.resourceRecordName.replace(/\.$/, "") ?? ""),
    type: "CNAME",
  });
  await aws.create("aws:acm/certificateValidation:CertificateValidation", "v", {
    certificateArn: certificate.id,
  });
  return certificate;
}
