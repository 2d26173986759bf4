import { findReferenceFaults, type KnownData } from "../../shared/components/container-settings.ts";
import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import type { QueuesConfig } from "./config.ts";
import { workerServiceName } from "./worker-container.ts";

type Compute = OutputValues<typeof compute>;

/** What the lower layers published, as far as it is known. */
export interface Published extends KnownData {
  hasEgress: boolean | undefined;
  engine: Compute["engine"] | undefined;
  countsTasks: boolean | undefined;
  services: Known<Compute["services"]> | undefined;
  repositories: Known<Compute["repositories"]> | undefined;
}

export interface UpstreamFault {
  key: string;
  message: string;
}

/**
 * Where the configuration asks for what the lower layers do not offer.
 *
 * @param absenceIsKnown whether what is not published will not be; false where a preview knows nothing of a lower layer
 */
export function findUpstreamFaults(
  config: QueuesConfig,
  published: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  return [
    ...findEngineFaults(config, published),
    ...findServiceFaults(config, published),
    ...Object.entries(config.workers).flatMap(([name, worker]) =>
      findWorkerFaults(name, worker, published, absenceIsKnown),
    ),
  ];
}

function findEngineFaults({ workers, compute }: QueuesConfig, published: Published): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  const { engine, hasEgress } = published;
  const names = Object.keys(workers);
  if (names.length === 0) return faults;
  if (engine === "lambda" || engine === "apprunner") {
    faults.push({
      key: "workers",
      message:
        `has ${names.join(", ")}, but compute.engine of 30-ecs is ${engine}, which has no cluster for workers, expected fargate ` +
        `or ecs-express; change the engine, or remove the workers and let a service receive (queues.*.receivers)`,
    });
  }
  if (hasEgress === false && compute.egress === "internet") {
    faults.push({
      key: "compute.egress",
      message:
        "is internet, but tasks in the task subnets of 10-network cannot reach it and would never pull their image; " +
        "give the network a way out (network.nat: single), or let 80-harden make endpoints, sqs among them, " +
        "and set compute.egress to endpoints",
    });
  }
  return faults;
}

function findServiceFaults({ queues, workers }: QueuesConfig, published: Published): UpstreamFault[] {
  const services = partsOf(published.services);
  if (services === undefined) return [];
  const known = Object.keys(services);
  const strangers = Object.entries(queues).flatMap(([queue, config]) =>
    (["senders", "receivers"] as const).flatMap((list) =>
      [...config[list].entries()]
        .filter(([, service]) => !known.includes(service))
        .map(([index, service]) => ({
          key: `queues.${queue}.${list}.${index}`,
          message:
            `is not a service of 30-ecs, expected one of ${known.join(", ") || "none"}, got "${service}"; ` +
            `add it to compute.services or correct the name`,
        })),
    ),
  );
  const taken = Object.keys(workers)
    .filter((worker) => known.includes(workerServiceName(worker)))
    .map((worker) => ({
      key: `workers.${worker}`,
      message: `would be the service "${workerServiceName(worker)}", which 30-ecs has in the same cluster; rename one of them`,
    }));
  return [...strangers, ...taken];
}

function findWorkerFaults(
  name: string,
  worker: QueuesConfig["workers"][string],
  published: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  const repositories = partsOf(published.repositories);
  const needsRepository = worker.image === "" || worker.image.startsWith("sha256:");
  if (repositories !== undefined && needsRepository && !(worker.repository in repositories)) {
    faults.push({
      key: `workers.${name}.repository`,
      message:
        `is not a repository of 30-ecs, expected one of ${Object.keys(repositories).join(", ") || "none"}, ` +
        `got "${worker.repository}"; add it to ecr.repos or correct the name`,
    });
  }
  if (worker.scaling !== undefined && published.countsTasks === false) {
    faults.push({
      key: `workers.${name}.scaling`,
      message:
        "shares the backlog among running tasks, which nobody counts: compute.containerInsights of 30-ecs is off; turn it on, " +
        "or set desired instead of scaling",
    });
  }
  if (worker.source === "redis" && absenceIsKnown && published.cache === undefined) {
    faults.push({
      key: `workers.${name}.source`,
      message: "is redis, but 20-data has no cache; set data.cache.kind, or read a queue with source sqs",
    });
  }
  if (!absenceIsKnown) return faults;
  return [
    ...faults,
    ...findReferenceFaults(worker, published).map(({ path, message }) => ({
      key: ["workers", name, ...path].join("."),
      message,
    })),
  ];
}
