import type { OutputValues } from "../../../shared/contract.ts";
import { compute } from "../../../shared/contracts/compute.ts";
import { published } from "../published.ts";
import { belowCompute, type Below } from "./below-compute.ts";

const accountId = "123456789012";

/** What the layers below 60-queues have published, valid by their contracts. */
export function belowQueues(
  stack: string,
  region: string,
  differences: Below & { compute?: Partial<OutputValues<typeof compute>> } = {},
): Record<string, Record<string, unknown>> {
  return {
    ...belowCompute(stack, region, differences),
    [`organization/30-ecs/${stack}`]: published(compute, {
      ...computeOutputs(region),
      ...differences.compute,
    }),
  };
}

function computeOutputs(region: string): OutputValues<typeof compute> {
  const service = (name: string) => ({
    name,
    taskRoleName: `${name}-task-0a1b2c3`,
    taskRoleArn: `arn:aws:iam::${accountId}:role/${name}-task-0a1b2c3`,
    targetGroupArnSuffixes: [],
    logGroupName: `/ecs/${name}`,
  });
  const repository = (name: string) => ({
    url: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
    arn: `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
  });
  return {
    engine: "fargate",
    clusterName: "cluster",
    clusterArn: `arn:aws:ecs:${region}:${accountId}:cluster/cluster`,
    execLogGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:/ecs/exec`,
    repositories: { api: repository("api"), worker: repository("worker") },
    services: { api: service("api"), app: service("app") },
    exposure: "public",
    discovery: "none",
  };
}
