import { harden } from "../../shared/contracts/harden.ts";
import { defineGate } from "../../shared/gate.ts";
import { hardenConfig } from "./config.ts";
import type { WebAclTarget } from "./targets.ts";

/** What AWS WAF calls each target (https://docs.aws.amazon.com/waf/latest/APIReference/API_ListResourcesForWebACL.html). */
const resourceTypes = {
  alb: "APPLICATION_LOAD_BALANCER",
  rest: "API_GATEWAY",
  cognito: "COGNITO_USER_POOL",
  apprunner: "APP_RUNNER_SERVICE",
} as const satisfies Record<WebAclTarget, string>;

export default defineGate({
  contract: harden,
  config: hardenConfig,
  checks: [
    {
      id: "endpoints-answer",
      title: "interface endpoints are available under the services' own names",
      reach: "aws",
      skip: ({ outputs }) =>
        Object.keys(outputs.vpcEndpointIds).length === 0
          ? "there are no endpoints (harden.endpoints)"
          : undefined,
      expected: "state available with private DNS",
      remedy:
        "look at the endpoint in VPC's console; private DNS needs enableDnsSupport and enableDnsHostnames",
      timeoutSeconds: 300,
      async look({ outputs: { vpcEndpointIds }, config }, world) {
        const { EC2Client, DescribeVpcEndpointsCommand } = await import("@aws-sdk/client-ec2");
        const { VpcEndpoints = [] } = await new EC2Client(world.aws(config.region)).send(
          new DescribeVpcEndpointsCommand({ VpcEndpointIds: Object.values(vpcEndpointIds) }),
          { abortSignal: world.signal },
        );
        return Object.entries(vpcEndpointIds).flatMap(([service, id]) => {
          const endpoint = VpcEndpoints.find(({ VpcEndpointId }) => VpcEndpointId === id);
          return [
            ...(endpoint?.State?.toLowerCase() === "available"
              ? []
              : [`${service} is ${endpoint?.State ?? "not there"}`]),
            ...(endpoint?.PrivateDnsEnabled === true ? [] : [`${service} without private DNS`]),
          ];
        });
      },
    },
    {
      id: "web-acl-stands-in-front",
      title: "the web ACL stands in front of every kind of target",
      reach: "aws",
      skip: ({ outputs, config: { harden } }) =>
        outputs.webAclArn === undefined || harden.waf.targets.length === 0
          ? "there is no web ACL (harden.waf.targets)"
          : undefined,
      expected: "a resource of each of harden.waf.targets",
      remedy: "bring 80-harden up again with --refresh; somebody has detached the web ACL",
      timeoutSeconds: 60,
      async look({ outputs: { webAclArn }, config }, world) {
        const { WAFV2Client, ListResourcesForWebACLCommand } = await import("@aws-sdk/client-wafv2");
        const client = new WAFV2Client(world.aws(config.region));
        const found = await Promise.all(
          config.harden.waf.targets.map(async (target) => {
            const { ResourceArns = [] } = await client.send(
              new ListResourcesForWebACLCommand({
                WebACLArn: webAclArn,
                ResourceType: resourceTypes[target],
              }),
              { abortSignal: world.signal },
            );
            return ResourceArns.length > 0 ? [] : [`nothing of kind ${target}`];
          }),
        );
        return found.flat();
      },
    },
  ],
  confirmations: [
    {
      id: "web-acl-log-was-read",
      what: "a week of the web ACL's log was read, and what our own users tripped over is in countedRules",
      how: "the log group aws-waf-logs-…; before harden.waf.mode becomes block",
      applies: ({ harden: { waf } }) => waf.targets.length > 0 && waf.mode === "block",
    },
    {
      id: "s3-backup-opt-in",
      what: "AWS Backup is opted in for S3 in this account and region",
      how: "AWS Backup, Settings, Service opt-in",
      applies: ({ harden: { backup } }) => backup?.resources.includes("buckets") === true,
    },
    {
      id: "backup-restored",
      what: "a backup was restored into a second database, and what came back was looked at",
      how: "AWS Backup, Protected resources, Restore; once a quarter (--withdraw it when it is due)",
      applies: ({ harden: { backup } }) => backup !== undefined,
    },
  ],
});
