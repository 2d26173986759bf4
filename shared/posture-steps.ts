import type { Posture, PostureName, ReadSetting } from "./posture.ts";
import { traceRequests } from "./reachability.ts";

/** What of 90-cdn can point at a load balancer. */
const origins = [
  ["cdn", "origin", "from"],
  ["cdn", "websocket", "from"],
] as const;
const isLoadBalancer = (value: unknown) => value === "publicLoadBalancer" || value === "internalLoadBalancer";
/** Whether CloudFront speaks to a load balancer itself, and not to API Gateway before it. */
const reachesLoadBalancer = (read: ReadSetting) => origins.some((key) => isLoadBalancer(read("90-cdn", key)));
const hasApi = (read: ReadSetting) =>
  ["http", "rest"].includes(String(read("50-auth", ["api", "kind"]))) &&
  read("50-auth", ["api", "backend"]) !== "function";
/** Whether somebody is left to call services once the load balancer is internal. */
const hasEntrance = (read: ReadSetting) => hasApi(read) || reachesLoadBalancer(read);
const isListed = (value: unknown, to: PostureName) =>
  to === "hardened" ? Array.isArray(value) && value.length > 0 : Array.isArray(value) && value.length === 0;

/**
 * The way from the open to the hardened posture, one rollout a step. At each of them requests get through: something new
 * is in place before the old goes, and both load balancers stand while traffic moves from one to the other.
 */
const posture: Posture = {
  steps: [
    {
      title: "give private subnets a way out",
      why: "tasks that move there must reach their registry, Cognito and whatever else is on the internet",
      settings: [
        {
          layer: "10-network",
          key: ["network", "nat"],
          open: "none",
          hardened: "single",
          accepts: (value, to) => to === "hardened" && value !== "none",
        },
      ],
    },
    {
      title: "reach AWS inside the VPC",
      why: "images, logs and secrets stay off the internet, before the first task depends on the way there",
      settings: [
        {
          layer: "80-harden",
          key: ["harden", "endpoints"],
          open: undefined,
          hardened: ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "kms", "sts"],
          accepts: isListed,
        },
      ],
    },
    {
      title: "move tasks to private subnets",
      why: "load balancers stay where they are and find the tasks at their new addresses",
      settings: [{ layer: "10-network", key: ["network", "mode"], open: "open", hardened: "private" }],
    },
    {
      title: "add the internal load balancer",
      why: "services answer behind both, so that callers can move one by one",
      settings: [
        {
          layer: "30-ecs",
          key: ["compute", "alb", "exposure"],
          open: "public",
          hardened: "both",
          accepts: (value, to) => to === "hardened" && value === "internal",
          concerns: hasEntrance,
        },
      ],
    },
    {
      title: "lead the API through the VPC link",
      why: "API Gateway is the first caller to leave the public load balancer",
      settings: [
        {
          layer: "50-auth",
          key: ["api", "vpcLink"],
          open: false,
          hardened: true,
          accepts: (value, to) => to === "hardened" && value !== false,
          concerns: hasApi,
        },
      ],
    },
    {
      title: "let CloudFront in beside the internet",
      why: "its VPC origin needs a way in before the first request, and others still come the old way",
      settings: [
        {
          layer: "10-network",
          key: ["network", "frontDoor"],
          open: "internet",
          hardened: "both",
          // The group that lets CloudFront in stays on the way back: load balancers wear it, so AWS would not delete it.
          accepts: (value, to) => value === "cloudfront" || (to === "open" && value === "both"),
          concerns: reachesLoadBalancer,
        },
        {
          layer: "10-network",
          key: ["network", "cloudFrontPort"],
          open: undefined,
          hardened: 80,
          accepts: (_, to) => to === "open",
          // The load balancers speak HTTP where there is no certificate.
          concerns: (read) =>
            reachesLoadBalancer(read) && isOnly(read("10-network", ["network", "albPorts"]), 80),
        },
      ],
    },
    {
      title: "point CloudFront at the internal load balancer",
      why: "it is the last caller of the public one",
      settings: origins.map((key) => ({
        layer: "90-cdn",
        key,
        open: "publicLoadBalancer",
        hardened: "internalLoadBalancer",
        concerns: (read: ReadSetting) => isLoadBalancer(read("90-cdn", key)),
      })),
    },
    {
      title: "take the public load balancer away",
      why: "nobody calls it any more",
      settings: [
        {
          layer: "30-ecs",
          key: ["compute", "alb", "exposure"],
          open: "both",
          hardened: "internal",
          accepts: (value, to) => to === "open" && value === "public",
          concerns: hasEntrance,
        },
      ],
    },
    {
      title: "close the load balancer to the internet",
      why: "only the VPC link and CloudFront are left to call it",
      settings: [
        {
          layer: "10-network",
          key: ["network", "frontDoor"],
          open: "internet",
          hardened: "internal",
          accepts: (value, to) => to === "open" && value === "both",
          concerns: (read) => hasApi(read) && !reachesLoadBalancer(read),
        },
        {
          layer: "10-network",
          key: ["network", "frontDoor"],
          open: "both",
          hardened: "cloudfront",
          accepts: (value, to) => to === "open" && value === "internet",
          concerns: reachesLoadBalancer,
        },
      ],
    },
    {
      title: "count attacks with a web ACL",
      why: "the load balancer that it guards is there to stay; read its log, then set harden.waf.mode to block",
      settings: [
        {
          layer: "80-harden",
          key: ["harden", "waf", "targets"],
          open: undefined,
          hardened: ["alb"],
          accepts: isListed,
        },
      ],
    },
  ],
  trace: traceRequests,
  stateful: [
    "aws:ec2/vpc:Vpc",
    "aws:ec2/subnet:Subnet",
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:s3/bucket:Bucket",
    "aws:cognito/userPool:UserPool",
    "aws:secretsmanager/secret:Secret",
    "aws:kms/key:Key",
    "aws:ecr/repository:Repository",
    "aws:sqs/queue:Queue",
  ],
};

export default posture;

function isOnly(ports: unknown, port: number): boolean {
  return Array.isArray(ports) && ports.length === 1 && ports[0] === port;
}
