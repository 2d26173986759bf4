import type { OutputValues } from "../../../shared/contract.ts";
import { auth } from "../../../shared/contracts/auth.ts";
import { cdn } from "../../../shared/contracts/cdn.ts";
import { compute } from "../../../shared/contracts/compute.ts";
import { docpipeline } from "../../../shared/contracts/docpipeline.ts";
import { harden } from "../../../shared/contracts/harden.ts";
import { queues } from "../../../shared/contracts/queues.ts";
import { published } from "../published.ts";
import { belowCompute, type Below } from "./below-compute.ts";

const accountId = "123456789012";
const arn = (service: string, region: string, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** Optional layers, each of which an environment may have. */
export interface Above {
  auth?: Partial<OutputValues<typeof auth>>;
  queues?: OutputValues<typeof queues>;
  docpipeline?: true;
  harden?: Partial<OutputValues<typeof harden>>;
  cdn?: Partial<OutputValues<typeof cdn>>;
}

/** What the layers below 95-observability have published, valid by their contracts. */
export function belowObservability(
  stack: string,
  region: string,
  given: Below & { compute?: Partial<OutputValues<typeof compute>> } & Above = {},
): Record<string, Record<string, unknown>> {
  const at = (layer: string) => `organization/${layer}/${stack}`;
  return {
    ...belowCompute(stack, region, given),
    [at("30-ecs")]: published(compute, { ...computeOutputs(region), ...given.compute }),
    ...(given.auth && {
      [at("50-auth")]: published(auth, { provider: "none", apiKind: "none", dnsRecords: [], ...given.auth }),
    }),
    ...(given.queues && { [at("60-queues")]: published(queues, given.queues) }),
    ...(given.docpipeline && {
      [at("70-docpipeline")]: published(docpipeline, {
        stateMachineArn: arn("states", region, "stateMachine:pipeline"),
        starterArn: arn("states", region, "stateMachine:starter"),
        uploadRuleName: "uploads",
        functions: { validate: "validate-1", mask: "mask-2" },
        failureQueueArn: arn("sqs", region, "failures"),
        failureQueueName: "failures",
      }),
    }),
    ...(given.harden && {
      [at("80-harden")]: published(harden, {
        webAclMode: "off",
        vpcEndpointIds: {},
        endpointCostMonthlyUsd: 0,
        ...given.harden,
      }),
    }),
    ...(given.cdn && {
      [at("90-cdn")]: published(cdn, {
        mode: "s3-oac",
        webUrl: "https://app.example.com",
        dnsRecords: [],
        ...given.cdn,
      }),
    }),
  };
}

export function serviceOutputs(name: string): OutputValues<typeof compute>["services"][string] {
  return {
    name,
    minTasks: 2,
    taskRoleName: `${name}-task-0a1b2c3`,
    taskRoleArn: `arn:aws:iam::${accountId}:role/${name}-task-0a1b2c3`,
    targetGroupArnSuffixes: [`targetgroup/${name}/1`],
    logGroupName: `/ecs/${name}`,
  };
}

function computeOutputs(region: string): OutputValues<typeof compute> {
  return {
    engine: "fargate",
    clusterName: "cluster",
    clusterArn: arn("ecs", region, "cluster/cluster"),
    repositories: {},
    services: { api: serviceOutputs("api") },
    publicLoadBalancer: {
      arn: arn("elasticloadbalancing", region, "loadbalancer/app/alb/1"),
      arnSuffix: "app/alb/1",
      dnsName: "alb.example.com",
      zoneId: "Z1",
      listenerArn: arn("elasticloadbalancing", region, "listener/app/alb/1/2"),
      https: true,
      targetGroupArnSuffixes: { api: ["targetgroup/api/1"] },
    },
    exposure: "public",
    discovery: "none",
  };
}
