import {
  numberOf,
  ofType,
  partOf,
  textOf,
  type Charge,
  type CostResource,
  type Costs,
  type Pricer,
  type Surroundings,
} from "../resources.ts";

/** Storage that a Fargate task has for nothing, in GB (https://aws.amazon.com/fargate/pricing/). */
const freeTaskStorageGb = 20;

/** As many tasks as always run: the least that scaling keeps, or the desired number. */
const service: Pricer = (own, surroundings) => {
  const task = findTask(own, surroundings.layer);
  if (task === undefined) return [{ notPriced: "its task definition is not in this layer" }];
  const scaling = ofType(surroundings.layer, "aws:appautoscaling/target:Target").find((target) =>
    scales(target, own),
  );
  const count = numberOf(scaling?.inputs["minCapacity"] ?? own.inputs["desiredCount"]);
  if (count === undefined) return [{ notPriced: "its number of tasks is not known" }];
  if (count === 0) return [];
  return [...taskCharges(own, task, count, surroundings), ...addresses(own, count)];
};

function addresses({ inputs }: CostResource, count: number): Charge[] {
  const isPublic = partOf(inputs["networkConfiguration"])["assignPublicIp"] === true;
  return isPublic ? [{ price: "public-address-hour", count }] : [];
}

/** By the family in the ARN that the service runs; where a preview does not know it, by the logical name. */
function findTask({ name, inputs }: CostResource, layer: readonly CostResource[]): CostResource | undefined {
  const tasks = ofType(layer, "aws:ecs/taskDefinition:TaskDefinition");
  const family = /task-definition\/([^:/]+)/.exec(textOf(inputs["taskDefinition"]) ?? "")?.[1];
  return tasks.find((task) => task.inputs["family"] === family) ?? tasks.find((task) => task.name === name);
}

/** By the service's name at the end of what is scaled; where a preview does not know it, by the logical name. */
function scales({ name, inputs }: CostResource, own: CostResource): boolean {
  const scaled = /^service\/[^/]+\/(.+)$/.exec(textOf(inputs["resourceId"]) ?? "")?.[1];
  return scaled === undefined ? name === own.name : scaled === own.inputs["name"];
}

function taskCharges(own: CostResource, task: CostResource, count: number, { usage }: Surroundings): Costs {
  const [cpu, memory] = [numberOf(task.inputs["cpu"]), numberOf(task.inputs["memory"])];
  if (cpu === undefined || memory === undefined) return [{ notPriced: "the size of its task is not known" }];
  const processor = partOf(task.inputs["runtimePlatform"])["cpuArchitecture"] === "ARM64" ? "arm" : "x86";
  const spot = spotShare(own);
  const share = 1 - spot * (1 - usage.spotPercent / 100);
  const paid = spot > 0 ? { share, note: `Spot at ${usage.spotPercent} % of the list price` } : {};
  const storage = numberOf(partOf(task.inputs["ephemeralStorage"])["sizeInGib"]) ?? freeTaskStorageGb;
  return [
    { price: `fargate-${processor}-vcpu-hour`, count: (count * cpu) / 1024, ...paid },
    { price: `fargate-${processor}-gb-hour`, count: (count * memory) / 1024, ...paid },
    ...(storage > freeTaskStorageGb
      ? [{ price: "fargate-storage-gb-hour", count: count * (storage - freeTaskStorageGb) }]
      : []),
  ];
}

/** Part of the tasks that runs on Spot, by the weights of the capacity providers. */
function spotShare({ inputs }: CostResource): number {
  const strategies = Array.isArray(inputs["capacityProviderStrategies"])
    ? inputs["capacityProviderStrategies"].map(partOf)
    : [];
  const weigh = (all: typeof strategies) => all.reduce((sum, { weight }) => sum + (numberOf(weight) ?? 0), 0);
  const total = weigh(strategies);
  return total === 0
    ? 0
    : weigh(strategies.filter(({ capacityProvider }) => capacityProvider === "FARGATE_SPOT")) / total;
}

/**
 * Express Mode runs Fargate tasks behind load balancers of its own, which up to 25 services share
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-overview.html).
 */
const expressService: Pricer = (own, { layer, usage }) => {
  const count = numberOf(partOf(own.inputs["scalingTargets"])["minTaskCount"]) ?? 1;
  const [cpu, memory] = [numberOf(own.inputs["cpu"]) ?? 256, numberOf(own.inputs["memory"]) ?? 512];
  const isFirst = ofType(layer, own.type)[0] === own;
  return [
    { price: "fargate-x86-vcpu-hour", count: (count * cpu) / 1024 },
    { price: "fargate-x86-gb-hour", count: (count * memory) / 1024 },
    ...(isFirst
      ? [
          { price: "alb-hour", count: 1, note: "the load balancer that Express Mode makes" },
          {
            price: "public-address-hour",
            count: usage.zones,
            note: "internet-facing, number of zones assumed",
          },
        ]
      : []),
  ];
};

/** Instances that are kept cost their memory; their processors cost only while they work. */
const appRunner: Pricer = (own, { layer }) => {
  const instance = partOf(own.inputs["instanceConfiguration"]);
  const memory = numberOf(instance["memory"]);
  const scaling = ofType(
    layer,
    "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion",
  )[0];
  const kept = numberOf(scaling?.inputs["minSize"]) ?? 1;
  // App Runner takes megabytes, or gigabytes as "2 GB"; 2 GB is its own default.
  const gigabytes =
    memory === undefined
      ? Number(/^(\d+) GB$/.exec(textOf(instance["memory"]) ?? "2 GB")?.[1] ?? 2)
      : memory / 1024;
  return [{ price: "app-runner-gb-hour", count: kept * gigabytes }];
};

const instanceGroup: Pricer = (own, { layer }) => {
  const count = numberOf(own.inputs["desiredCapacity"]) ?? numberOf(own.inputs["minSize"]) ?? 0;
  const templates = ofType(layer, "aws:ec2/launchTemplate:LaunchTemplate");
  const template =
    templates.find(({ name }) => name === own.name) ?? (templates.length === 1 ? templates[0] : undefined);
  const type = textOf(template?.inputs["instanceType"]);
  if (template === undefined || type === undefined)
    return [{ notPriced: "its launch template is not in this layer" }];
  const volumes = Array.isArray(template.inputs["blockDeviceMappings"])
    ? template.inputs["blockDeviceMappings"].map(partOf)
    : [];
  return [
    { price: `ec2-${type}-hour`, count },
    ...volumes.map(({ ebs }): Charge => ({
      price: `ebs-${textOf(partOf(ebs)["volumeType"]) ?? "gp2"}-gb-month`,
      count: count * (numberOf(partOf(ebs)["volumeSize"]) ?? 0),
    })),
  ];
};

const secondsPerMonth = 730 * 3600;

const provisionedConcurrency: Pricer = (own, { layer }) => {
  const named = ofType(layer, "aws:lambda/function:Function");
  const wanted = textOf(own.inputs["functionName"]);
  const lambda =
    named.find(({ inputs }) => inputs["name"] === wanted) ?? named.find(({ name }) => name === own.name);
  const memory = numberOf(lambda?.inputs["memorySize"] ?? 128);
  const kept = numberOf(own.inputs["provisionedConcurrentExecutions"]);
  if (lambda === undefined || memory === undefined || kept === undefined)
    return [{ notPriced: "its function is not in this layer" }];
  const [architecture] = (lambda.inputs["architectures"] as string[] | undefined) ?? ["x86_64"];
  const processor = architecture === "arm64" ? "arm" : "x86";
  return [
    { price: `lambda-${processor}-provisioned-gb-second`, count: (kept * memory * secondsPerMonth) / 1024 },
  ];
};

export const computePricers: Readonly<Record<string, Pricer>> = {
  "aws:apprunner/service:Service": appRunner,
  "aws:autoscaling/group:Group": instanceGroup,
  "aws:ecs/expressGatewayService:ExpressGatewayService": expressService,
  "aws:ecs/service:Service": service,
  "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": provisionedConcurrency,
};
