import { privateDnsOf } from "../endpoint-names.ts";
import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:ec2/vpcEndpoint:VpcEndpoint",
    noun: "EC2 VPC Endpoint",
    operations: { delete: "DeleteVpcEndpoints" },
    id: (make) => `vpce-0${make.hex(16)}`,
    outputs(make) {
      const isInterface = make.inputs["vpcEndpointType"] === "Interface";
      const subnets = Array.isArray(make.inputs["subnetIds"]) ? make.inputs["subnetIds"] : [];
      return {
        arn: make.arn("ec2", `vpc-endpoint/${make.id}`),
        ownerId: make.account,
        state: "available",
        ipAddressType: isInterface ? "ipv4" : "",
        prefixListId: isInterface ? "" : `pl-${make.hex(8, "prefix list")}`,
        networkInterfaceIds: subnets.map((subnet) => `eni-0${make.hex(16, String(subnet))}`),
        dnsEntries: isInterface
          ? [{ dnsName: privateDnsOf(make.id, make), hostedZoneId: `Z${make.letters(13)}` }]
          : [],
        serviceRegion: make.region,
        policy: JSON.stringify({
          Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
          Version: "2008-10-17",
        }),
      };
    },
    defaults: { vpcEndpointType: "Gateway" },
    createOnly: ["vpcId", "serviceName", "vpcEndpointType", "serviceRegion"],
    mutable: ["privateDnsEnabled"],
  },
  {
    token: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    noun: "VPC Endpoint Route Table Association",
    service: "EC2",
    operations: { create: "ModifyVpcEndpoint", delete: "ModifyVpcEndpoint" },
    id: (make) => `a-${stringOf(make.inputs["vpcEndpointId"])}${make.digits(10)}`,
    createOnly: ["vpcEndpointId", "routeTableId"],
  },
  {
    token: "aws:ec2/flowLog:FlowLog",
    noun: "Flow Log",
    service: "EC2",
    operations: { create: "CreateFlowLogs", delete: "DeleteFlowLogs" },
    id: (make) => `fl-0${make.hex(16)}`,
    outputs: (make) => ({
      arn: make.arn("ec2", `vpc-flow-log/${make.id}`),
      logFormat:
        "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
    }),
    defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
    createOnly: [
      "vpcId",
      "subnetId",
      "eniId",
      "transitGatewayId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "trafficType",
      "destinationOptions",
      "deliverCrossAccountRole",
    ],
  },
];
