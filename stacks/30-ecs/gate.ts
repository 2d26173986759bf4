import { compute } from "../../shared/contracts/compute.ts";
import { defineGate, type GateInput, type World } from "../../shared/gate.ts";
import { computeConfig, type ComputeConfig } from "./config.ts";
import { isHealthy } from "./gate-health.ts";

type Input = GateInput<typeof compute, ComputeConfig>;

/** A deployment waits in Pulumi already; this is for what comes after it. */
const settleSeconds = 180;
/** How many services one call describes (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html). */
const servicesInOneCall = 10;

export default defineGate({
  contract: compute,
  config: computeConfig,
  checks: [
    {
      id: "services-are-steady",
      title: "every service runs its tasks, and no deployment was rolled back",
      reach: "aws",
      skip: (input) =>
        runningServices(input).length === 0 ? "no service on ECS has an image and tasks yet" : undefined,
      expected: "as many tasks as asked for, from a deployment that is completed",
      remedy: "read the service's events and the tasks' stop reasons in ECS's console, and its log",
      timeoutSeconds: settleSeconds,
      async look(input, world) {
        const { DescribeServicesCommand } = await import("@aws-sdk/client-ecs");
        const client = await openEcs(input, world);
        const wanted = runningServices(input);
        const found: string[] = [];
        for (let at = 0; at < wanted.length; at += servicesInOneCall) {
          const some = wanted.slice(at, at + servicesInOneCall);
          const { services = [] } = await client.send(
            new DescribeServicesCommand({
              cluster: input.outputs.clusterArn,
              services: some.map(({ name }) => name),
            }),
            { abortSignal: world.signal },
          );
          for (const { name, minTasks = 0 } of some) {
            const service = services.find(({ serviceName }) => serviceName === name);
            const primary = service?.deployments?.find(({ status }) => status === "PRIMARY");
            if (service?.status !== "ACTIVE") found.push(`${name} is ${service?.status ?? "not there"}`);
            else if (primary?.rolloutState === "FAILED") found.push(`${name}: its deployment failed`);
            else if ((service.runningCount ?? 0) < minTasks)
              found.push(`${name} runs ${service.runningCount} of ${minTasks} tasks`);
          }
        }
        return found;
      },
    },
    {
      id: "images-are-the-configured-ones",
      title: "services run the images that are configured",
      reach: "aws",
      skip: (input) => (digests(input).length === 0 ? "no image is configured by its digest" : undefined),
      // A delivery puts newer images beside the configured ones, and that is no fault of the layer.
      warnsOnly: () => true,
      expected: "the digest in compute.services.<name>.image",
      remedy:
        "a delivery put another image there, or ECS rolled back: set the digest that should run, then up",
      timeoutSeconds: 0,
      async look(input, world) {
        const { DescribeServicesCommand, DescribeTaskDefinitionCommand } =
          await import("@aws-sdk/client-ecs");
        const client = await openEcs(input, world);
        const options = { abortSignal: world.signal };
        const found = await Promise.all(
          digests(input).map(async ({ name, digest }) => {
            const { services = [] } = await client.send(
              new DescribeServicesCommand({ cluster: input.outputs.clusterArn, services: [name] }),
              options,
            );
            const { taskDefinition } = await client.send(
              new DescribeTaskDefinitionCommand({ taskDefinition: services[0]?.taskDefinition }),
              options,
            );
            const images = taskDefinition?.containerDefinitions?.map(({ image }) => image) ?? [];
            const runs = images.some((image) => image?.endsWith(digest));
            return runs ? [] : [`${name} runs ${images.join(", ")}`];
          }),
        );
        return found.flat();
      },
    },
    {
      id: "targets-are-healthy",
      title: "the load balancer finds every service healthy",
      reach: "aws",
      skip: (input) =>
        targetGroups(input).length === 0 ? "no service with tasks is behind a load balancer" : undefined,
      expected: "a healthy target for each service",
      remedy:
        "read the reason at the target group in EC2's console; compute.services.<name>.health says what is asked",
      timeoutSeconds: settleSeconds,
      async look(input, world) {
        const { ElasticLoadBalancingV2Client, DescribeTargetHealthCommand } =
          await import("@aws-sdk/client-elastic-load-balancing-v2");
        const client = new ElasticLoadBalancingV2Client(world.aws(input.config.region));
        const found = await Promise.all(
          targetGroups(input).map(async ({ service, arns }) => {
            const states = await Promise.all(
              arns.map(async (TargetGroupArn) => {
                const { TargetHealthDescriptions = [] } = await client.send(
                  new DescribeTargetHealthCommand({ TargetGroupArn }),
                  { abortSignal: world.signal },
                );
                return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth);
              }),
            );
            const all = states.flat();
            // Where versions alternate, one of two groups is empty.
            if (all.some((health) => health?.State === "healthy")) return [];
            const seen = all.map((health) => [health?.State, health?.Reason].filter(Boolean).join(" "));
            return [`${service} has ${seen.length === 0 ? "no target" : seen.join(", ")}`];
          }),
        );
        return found.flat();
      },
    },
    {
      id: "app-answers",
      title: "the app answers its health check",
      reach: "internet",
      skip: (input) => (askedService(input) === undefined ? whyNotAsked(input) : undefined),
      expected: "the status in compute.services.<name>.health.matcher",
      remedy: "read the app's log; from outside, its address is the output appUrl",
      timeoutSeconds: settleSeconds,
      async look(input, world) {
        const { url = "", health } = askedService(input) ?? {};
        const address = new URL(health?.path ?? "/", url).href;
        const { status } = await world.fetch(address, { signal: world.signal });
        return isHealthy(status, health?.matcher ?? "200") ? [] : [`status ${status} from ${address}`];
      },
    },
  ],
});

function runningServices({ outputs }: Input): { name: string; minTasks?: number | undefined }[] {
  if (outputs.clusterArn === undefined) return [];
  return Object.values(outputs.services).filter(({ minTasks = 0 }) => minTasks > 0);
}

function digests({ outputs, config }: Input): { name: string; digest: string }[] {
  if (outputs.engine !== "fargate") return [];
  return Object.entries(outputs.services).flatMap(([key, { name, minTasks = 0 }]) => {
    const [digest] = /sha256:[0-9a-f]{64}$/.exec(config.compute.services[key]?.image ?? "") ?? [];
    return digest === undefined || minTasks === 0 ? [] : [{ name, digest }];
  });
}

function targetGroups({
  outputs,
  config: { region, accountId },
}: Input): { service: string; arns: string[] }[] {
  return Object.entries(outputs.services)
    .filter(
      ([, { minTasks = 0, targetGroupArnSuffixes }]) => minTasks > 0 && targetGroupArnSuffixes.length > 0,
    )
    .map(([service, { targetGroupArnSuffixes }]) => ({
      service,
      arns: targetGroupArnSuffixes.map(
        (suffix) => `arn:aws:elasticloadbalancing:${region}:${accountId}:${suffix}`,
      ),
    }));
}

/** The service that answers at appUrl: the one with a route that takes every request, else the first that is routed. */
function askedService({ outputs, config }: Input) {
  if (outputs.appUrl === undefined || outputs.exposure === "internal") return undefined;
  const running = Object.entries(config.compute.services).filter(
    ([key, { image }]) => image !== "" && outputs.services[key] !== undefined,
  );
  const takesAll = ([, { routes }]: (typeof running)[number]) =>
    routes.some(({ paths, hosts }) => hosts.length === 0 && paths.includes("/*"));
  const isReached = ([, { routes }]: (typeof running)[number]) =>
    outputs.exposure === "service" || routes.length > 0;
  const chosen = running.find(takesAll) ?? running.find(isReached);
  return chosen && { url: outputs.appUrl, health: chosen[1].health };
}

function whyNotAsked({ outputs }: Input): string {
  return outputs.exposure === "internal"
    ? "only callers inside the VPC reach it; 50-auth and 90-cdn look from outside"
    : "no service that can be called has an image yet";
}

async function openEcs({ config }: Input, world: World) {
  const { ECSClient } = await import("@aws-sdk/client-ecs");
  return new ECSClient(world.aws(config.region));
}
