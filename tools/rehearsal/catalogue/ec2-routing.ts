import { lastPart, stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";
import { privateAddress, publicAddress, vpcOfSubnet } from "../addresses.ts";

const anywhereHash = "1080289494";

export const entries: readonly Entry[] = [
  {
    token: "aws:ec2/internetGateway:InternetGateway",
    noun: "EC2 Internet Gateway",
    id: (make) => `igw-0${make.hex(16)}`,
    outputs: (make) => ({ arn: make.arn("ec2", `internet-gateway/${make.id}`), ownerId: make.account }),
  },
  {
    token: "aws:ec2/routeTable:RouteTable",
    noun: "EC2 Route Table",
    id: (make) => `rtb-0${make.hex(16)}`,
    outputs: (make) => ({ arn: make.arn("ec2", `route-table/${make.id}`), ownerId: make.account }),
    createOnly: ["vpcId"],
  },
  {
    token: "aws:ec2/route:Route",
    noun: "EC2 Route",
    operations: { update: "ReplaceRoute" },
    id: (make) => `r-${stringOf(make.inputs["routeTableId"])}${destinationHash(make)}`,
    outputs: () => ({ origin: "CreateRoute", state: "active" }),
    createOnly: [
      "routeTableId",
      "destinationCidrBlock",
      "destinationIpv6CidrBlock",
      "destinationPrefixListId",
    ],
  },
  {
    token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    noun: "EC2 Route Table Association",
    operations: {
      create: "AssociateRouteTable",
      update: "ReplaceRouteTableAssociation",
      delete: "DisassociateRouteTable",
    },
    id: (make) => `rtbassoc-0${make.hex(16)}`,
    createOnly: ["subnetId", "gatewayId"],
  },
  {
    token: "aws:ec2/eip:Eip",
    noun: "EC2 EIP",
    operations: { create: "AllocateAddress", delete: "ReleaseAddress" },
    id: (make) => `eipalloc-0${make.hex(16)}`,
    outputs(make) {
      const publicIp = publicAddress(make);
      return {
        allocationId: make.id,
        arn: make.arn("ec2", `elastic-ip/${make.id}`),
        domain: "vpc",
        networkBorderGroup: make.region,
        publicIp,
        publicDns: `ec2-${publicIp.replaceAll(".", "-")}.${make.region}.compute.amazonaws.com`,
        publicIpv4Pool: "amazon",
      };
    },
    createOnly: ["domain", "networkBorderGroup", "publicIpv4Pool", "customerOwnedIpv4Pool"],
  },
  {
    token: "aws:ec2/natGateway:NatGateway",
    noun: "EC2 NAT Gateway",
    id: (make) => `nat-0${make.hex(16)}`,
    outputs(make) {
      const address = make.store.get("aws:ec2/eip:Eip", make, stringOf(make.inputs["allocationId"]));
      return {
        associationId: `eipassoc-0${make.hex(16, "association")}`,
        availabilityMode: "zonal",
        networkInterfaceId: `eni-0${make.hex(16, "interface")}`,
        privateIp: privateAddress(make, stringOf(make.inputs["subnetId"])),
        publicIp: stringOf(address?.properties["publicIp"]),
        vpcId: vpcOfSubnet(make, stringOf(make.inputs["subnetId"])),
      };
    },
    defaults: { connectivityType: "public" },
    createOnly: ["subnetId", "allocationId", "connectivityType", "availabilityMode", "vpcId", "privateIp"],
  },
];

/** The provider numbers a route by its destination; 0.0.0.0/0 always has the same number. */
function destinationHash(make: Fabrication): string {
  const destination = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"]
    .map((key) => stringOf(make.inputs[key]))
    .find((text) => text !== "");
  return destination === "0.0.0.0/0" ? anywhereHash : make.digits(10, lastPart(destination ?? "", "-"));
}
