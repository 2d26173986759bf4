import { stringsIn, subnetToken } from "../account-contents.ts";
import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

/** Hosted zones of load balancers' names (https://docs.aws.amazon.com/general/latest/gr/elb.html). */
const zoneOfRegion: Readonly<Record<string, string>> = {
  "us-east-1": "Z35SXDOTRQ7X7K",
  "us-east-2": "Z3AADJGX6KTTL2",
  "us-west-1": "Z368ELLRRE2KJ0",
  "us-west-2": "Z1H1FL5HABSF5",
  "eu-west-1": "Z32O12XQLNTSW2",
  "eu-central-1": "Z215JYRZR1TBD5",
};

/** "app/<name>/<digits>", which metrics call a load balancer by. */
function suffixOf(make: Fabrication): string {
  return `app/${stringOf(make.inputs["name"])}/${make.hex(16)}`;
}

/** Where its subnets are; made up where one layer runs without the one that owns them. */
function vpcOf(make: Fabrication): string {
  const [subnetId = ""] = stringsIn(make.inputs["subnets"]);
  const subnet = make.store.get(subnetToken, make, subnetId);
  return stringOf(subnet?.properties["vpcId"]) || `vpc-0${make.hex(16, "vpc")}`;
}

function belowListener(make: Fabrication, kind: string, parentArn: string): string {
  return `${parentArn.replace(/:(loadbalancer|listener)\//, `:${kind}/`)}/${make.hex(16)}`;
}

export const entries: readonly Entry[] = [
  {
    token: "aws:lb/loadBalancer:LoadBalancer",
    noun: "ELBv2 Load Balancer",
    operations: { update: "ModifyLoadBalancerAttributes" },
    service: "Elastic Load Balancing v2",
    id: (make) => make.arn("elasticloadbalancing", `loadbalancer/${suffixOf(make)}`),
    outputs: (make) => {
      const internal = make.inputs["internal"] === true ? "internal-" : "";
      return {
        arn: make.id,
        arnSuffix: suffixOf(make),
        dnsName: `${internal}${stringOf(make.inputs["name"])}-${make.digits(10)}.${make.region}.elb.amazonaws.com`,
        zoneId: zoneOfRegion[make.region] ?? "Z35SXDOTRQ7X7K",
        vpcId: vpcOf(make),
      };
    },
    defaults: {
      internal: false,
      ipAddressType: "ipv4",
      loadBalancerType: "application",
      clientKeepAlive: 3600,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: false,
      enableHttp2: true,
      idleTimeout: 60,
    },
    createOnly: ["name", "namePrefix", "internal", "loadBalancerType"],
    autoName: { property: "name", maxLength: 32 },
  },
  {
    token: "aws:lb/targetGroup:TargetGroup",
    noun: "ELBv2 Target Group",
    operations: { update: "ModifyTargetGroup" },
    service: "Elastic Load Balancing v2",
    id: (make) =>
      make.arn("elasticloadbalancing", `targetgroup/${stringOf(make.inputs["name"])}/${make.hex(16)}`),
    outputs: (make) => ({
      arn: make.id,
      arnSuffix: `targetgroup/${stringOf(make.inputs["name"])}/${make.hex(16)}`,
      loadBalancerArns: [],
    }),
    defaults: {
      targetType: "instance",
      deregistrationDelay: "300",
      protocolVersion: "HTTP1",
      ipAddressType: "ipv4",
      loadBalancingAlgorithmType: "round_robin",
    },
    createOnly: [
      "name",
      "namePrefix",
      "ipAddressType",
      "port",
      "protocol",
      "protocolVersion",
      "targetControlPort",
      "targetType",
      "vpcId",
    ],
    autoName: { property: "name", maxLength: 32 },
  },
  {
    token: "aws:lb/listener:Listener",
    noun: "ELBv2 Listener",
    operations: { update: "ModifyListener" },
    service: "Elastic Load Balancing v2",
    id: (make) => belowListener(make, "listener", stringOf(make.inputs["loadBalancerArn"])),
    outputs: (make) => ({ arn: make.id }),
    createOnly: ["loadBalancerArn"],
    autoName: false,
  },
  {
    token: "aws:lb/listenerRule:ListenerRule",
    noun: "ELBv2 Listener Rule",
    operations: { create: "CreateRule", update: "ModifyRule", delete: "DeleteRule" },
    service: "Elastic Load Balancing v2",
    id: (make) => belowListener(make, "listener-rule", stringOf(make.inputs["listenerArn"])),
    outputs: (make) => ({ arn: make.id }),
    createOnly: ["listenerArn"],
    autoName: false,
  },
];
