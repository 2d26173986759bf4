import {
  collectorPorts,
  findContainerFaults,
  findFargateSizeFaults,
  needsInternet,
} from "../../shared/components/container-config.ts";
import { isServiceAvailable, regionsWith } from "../../shared/regions.ts";
import { setupRepository } from "./database-setup.ts";
import { matchedPaths } from "./routing.ts";
import type { CheckedComputeConfig, ServiceConfig } from "./config.ts";

export interface ComputeFault {
  path: (string | number)[];
  message: string;
}

/**
 * Longest name of a service: names of target groups are made of it, "-ib" for the internal green one and
 * eight characters that Pulumi adds, and AWS allows 32.
 */
const longestServiceName = 20;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html */
const smallestLinearStep = 3;

/** CPU units and MiB of memory that App Runner offers. */
const appRunnerSizes: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024],
  512: [1024],
  1024: [2048, 3072, 4096],
  2048: [4096, 6144],
  4096: [8192, 10240, 12288],
};

const scalingMeasures = ["cpu", "memory", "requests", "responseTime", "schedule"] as const;

/** What each engine can follow beside min and max; App Runner follows requests at once (compute.apprunner.maxConcurrency). */
const scalingOfEngine: Readonly<Record<"ecs-express" | "apprunner" | "lambda", readonly string[]>> = {
  "ecs-express": ["cpu", "memory", "requests"],
  apprunner: [],
  lambda: [],
};

function isSet(measure: unknown): boolean {
  return Array.isArray(measure) ? measure.length > 0 : measure !== undefined;
}

/** Every fault of the layer's configuration that takes more than one field to see. */
export function findComputeFaults(config: CheckedComputeConfig): ComputeFault[] {
  const services = Object.entries(config.compute.services);
  return [
    ...services.flatMap(([name, service]) =>
      findServiceFaults(config, name, service).map(({ path, message }) => ({
        path: ["compute", "services", name, ...path],
        message,
      })),
    ),
    ...findRoutingFaults(services),
    ...findEngineFaults(config),
    ...findMigrationFaults(config),
    ...findDomainFaults(config),
  ];
}

function findServiceFaults(
  config: CheckedComputeConfig,
  name: string,
  service: ServiceConfig,
): ComputeFault[] {
  const { engine, egress, discovery, deploy } = config.compute;
  const faults: ComputeFault[] = findContainerFaults(name, service, config.ecr.repos);
  const fault = (path: (string | number)[], message: string) => faults.push({ path, message });

  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
    fault([], "is not a name for a service, expected lower-case letters, digits and hyphens; rename it");
  }
  if (name.length > longestServiceName) {
    fault(
      [],
      `has a name of ${name.length} characters, expected at most ${longestServiceName}: target groups are named ` +
        `after it and AWS allows them 32; shorten it`,
    );
  }
  if (engine === "fargate") faults.push(...findFargateSizeFaults(service));
  if (engine === "apprunner") faults.push(...findAppRunnerSizeFaults(service));
  if (engine === "ecs-express") faults.push(...findExpressSizeFaults(service));
  if (engine === "lambda" && (service.memory < 128 || service.memory > 10240)) {
    fault(["memory"], `does not fit a function, expected 128 to 10240 MiB, got ${service.memory}`);
  }
  if (engine !== "fargate" && service.port === undefined) {
    fault(
      ["port"],
      `is missing: a service without a port is a worker, which engine ${engine} cannot run; ` +
        `give it a port, or use engine fargate or a worker of 60-queues`,
    );
  }
  if (service.routes.length > 0 && service.port === undefined) {
    fault(["port"], "is missing, expected the port that its routes lead to");
  }
  if (
    engine === "fargate" &&
    service.port !== undefined &&
    service.routes.length === 0 &&
    discovery === "none"
  ) {
    fault(
      ["routes"],
      "are missing and compute.discovery is none, so nothing can reach the service; add a route, a discovery or leave out its port",
    );
  }
  if (config.obs.tracing === "adot" && service.port !== undefined && collectorPorts.includes(service.port)) {
    fault(
      ["port"],
      `clashes with the tracing sidecar of the same task, expected any but ${collectorPorts.join(", ")}, got ${service.port}; ` +
        `choose another port or set obs.tracing to off`,
    );
  }
  if (service.spot && engine !== "fargate") {
    fault(["spot"], `is not offered by engine ${engine}, expected false; use engine fargate`);
  } else if (service.spot && service.routes.length > 0 && !service.acknowledgeSpotInterruptions) {
    fault(
      ["spot"],
      "would let AWS stop tasks that serve requests at two minutes' notice, expected false for a service with routes; " +
        "set acknowledgeSpotInterruptions if that is wanted",
    );
  }
  if (egress === "endpoints" && needsInternet(service.image)) {
    fault(
      ["image"],
      `is not in ECR, expected an image that VPC endpoints reach, got "${service.image}"; copy it to a repository of ecr.repos ` +
        `or set compute.egress to internet`,
    );
  }
  const { scaling } = service;
  if (
    deploy.strategy !== "rolling" &&
    (scaling?.requests !== undefined || scaling?.responseTime !== undefined)
  ) {
    fault(
      ["scaling"],
      `follows one target group, but deploy.strategy ${deploy.strategy} alternates between two; scale by cpu or memory`,
    );
  }
  faults.push(...findScalingFaults(engine, scaling));
  if (
    engine === "fargate" &&
    service.routes.length === 0 &&
    (scaling?.requests !== undefined || scaling?.responseTime !== undefined)
  ) {
    fault(
      ["scaling"],
      "follows the load balancer, which sends nothing to a service without routes; scale by cpu or memory",
    );
  }
  if (deploy.strategy !== "rolling" && service.routes.length > 1) {
    fault(
      ["routes"],
      `are ${service.routes.length}, expected one: deploy.strategy ${deploy.strategy} moves traffic on a single rule; ` +
        `merge them or use rolling`,
    );
  }
  if (engine !== "fargate" && service.routes.length > 0) {
    fault(["routes"], `need the load balancer of engine fargate, expected none with ${engine}; remove them`);
  }
  if (service.health.timeoutSeconds >= service.health.intervalSeconds) {
    fault(
      ["health", "timeoutSeconds"],
      `is not below intervalSeconds, expected less than ${service.health.intervalSeconds}, got ${service.health.timeoutSeconds}`,
    );
  }
  return faults;
}

/** Engines other than fargate scale by themselves, each in its own way. */
function findScalingFaults(
  engine: CheckedComputeConfig["compute"]["engine"],
  scaling: ServiceConfig["scaling"],
): ComputeFault[] {
  if (engine === "fargate" || scaling === undefined) return [];
  const set = scalingMeasures.filter((measure) => isSet(scaling[measure]));
  const unknown = set.filter((measure) => !scalingOfEngine[engine].includes(measure));
  const fault = (message: string) => [{ path: ["scaling"], message }];
  if (engine === "lambda") {
    return fault(
      "is Lambda's own business, expected none; set compute.lambda.keepWarm to keep instances ready",
    );
  }
  if (unknown.length > 0) {
    const known = ["min", "max", ...scalingOfEngine[engine]];
    return fault(
      `sets ${unknown.join(", ")}, expected only ${known.join(", ")} with engine ${engine}; remove it or use engine fargate`,
    );
  }
  if (set.length > 1) {
    return fault(`holds ${set.join(" and ")}, expected one of them with engine ${engine}; choose one`);
  }
  return [];
}

function findRoutingFaults(services: [string, ServiceConfig][]): ComputeFault[] {
  const faults: ComputeFault[] = [];
  const byPriority = new Map<number, string>();
  const byMatch = new Map<string, string>();
  for (const [name, { routes }] of services) {
    for (const [index, { paths, hosts, priority }] of routes.entries()) {
      const path = ["compute", "services", name, "routes", index];
      const taken = byPriority.get(priority);
      if (taken !== undefined) {
        faults.push({
          path: [...path, "priority"],
          message: `is that of ${taken} too, expected each priority once on a load balancer, got ${priority}; change one`,
        });
      }
      byPriority.set(priority, taken ?? `a route of "${name}"`);

      const matched = matchedPaths(paths);
      if (matched.length + hosts.length > 5) {
        faults.push({
          path,
          message:
            `has ${matched.length + hosts.length} patterns (${[...matched, ...hosts].join(", ")}), ` +
            `expected at most 5, which is what AWS allows a rule; split it`,
        });
      }
      for (const host of hosts.length === 0 ? ["*"] : hosts) {
        for (const one of paths) {
          const owner = byMatch.get(`${host} ${one}`);
          if (owner !== undefined) {
            faults.push({
              path: [...path, "paths"],
              message: `has "${one}", which ${owner} has too, expected each path once per host; remove one`,
            });
          }
          byMatch.set(`${host} ${one}`, owner ?? `a route of "${name}"`);
        }
      }
    }
  }
  return faults;
}

function findEngineFaults({ compute, region, obs, domain }: CheckedComputeConfig): ComputeFault[] {
  const faults: ComputeFault[] = [];
  const fault = (path: (string | number)[], message: string) =>
    faults.push({ path: ["compute", ...path], message });
  const { engine, deploy, alb, architecture } = compute;

  if (engine === "apprunner") {
    if (!isServiceAvailable("apprunner", region)) {
      fault(
        ["engine"],
        `is not offered in ${region}, expected one of ${regionsWith("apprunner").join(", ")} for App Runner; use ecs-express or fargate`,
      );
    }
    if (!compute.apprunner.existingCustomer) {
      fault(
        ["engine"],
        "is closed to accounts that did not use App Runner before 2026-04-30; use ecs-express, " +
          "or set compute.apprunner.existingCustomer",
      );
    }
    if (architecture === "arm64") {
      fault(["architecture"], "is not offered by App Runner, expected amd64; build the images for amd64");
    }
  }
  if (engine !== "fargate") {
    if (deploy.strategy !== "rolling") {
      fault(
        ["deploy", "strategy"],
        `is decided by engine ${engine}, expected rolling; use engine fargate for ${deploy.strategy}`,
      );
    }
    if (compute.discovery !== "none") {
      fault(["discovery"], `is not offered with engine ${engine}, expected none; use engine fargate`);
    }
    if (alb.exposure !== "public") {
      fault(
        ["alb", "exposure"],
        `is about the load balancer of engine fargate, expected it left out with ${engine}; remove it`,
      );
    }
  }
  if (engine === "fargate" && deploy.strategy !== "rolling" && alb.exposure === "both") {
    fault(
      ["deploy", "strategy"],
      `moves traffic on one load balancer, but alb.exposure is both; use rolling until one of the two is gone`,
    );
  }
  if (deploy.strategy === "linear" && deploy.stepPercent < smallestLinearStep) {
    fault(
      ["deploy", "stepPercent"],
      `is ${deploy.stepPercent}, expected at least ${smallestLinearStep} with strategy linear, which is ECS's smallest step; ` +
        "raise it, or use canary",
    );
  }
  if (compute.egress === "endpoints" && obs.tracing === "adot" && needsInternet(obs.collectorImage)) {
    faults.push({
      path: ["obs", "collectorImage"],
      message:
        `is not in ECR, expected an image that VPC endpoints reach, got "${obs.collectorImage}"; ` +
        `copy it to a private repository or set obs.tracing to off`,
    });
  }
  if (alb.https === true && domain.api === undefined && engine === "fargate" && alb.exposure !== "internal") {
    fault(
      ["alb", "https"],
      "needs a host name that the certificate covers, expected domain.api to be set; set it or https: false",
    );
  }
  return faults;
}

function findMigrationFaults({ compute, ecr }: CheckedComputeConfig): ComputeFault[] {
  const { migrations, services } = compute;
  if (!migrations.enabled) return [];
  const faults: ComputeFault[] = findFargateSizeFaults(migrations);
  if (services[migrations.service] === undefined) {
    faults.push({
      path: ["service"],
      message: `is not a service, expected one of ${Object.keys(services).join(", ") || "none"}, got "${migrations.service}"`,
    });
  }
  if (migrations.command === undefined) {
    faults.push({
      path: ["command"],
      message: "is missing, expected the command that migrates the database",
    });
  }
  if (migrations.setupImage !== "") {
    faults.push(
      ...findContainerFaults(
        setupRepository,
        { ...emptyContainer, image: migrations.setupImage },
        ecr.repos,
      ).map(({ message }) => ({ path: ["setupImage"], message })),
    );
    if (compute.egress === "endpoints" && needsInternet(migrations.setupImage)) {
      faults.push({
        path: ["setupImage"],
        message: `is not in ECR, expected an image that VPC endpoints reach, got "${migrations.setupImage}"; copy it to ecr.repos`,
      });
    }
  }
  return faults.map(({ path, message }) => ({ path: ["compute", "migrations", ...path], message }));
}

const emptyContainer = {
  allowMutableTag: false,
  env: {},
  secrets: {},
  fromSsm: {},
} as ServiceConfig;

function findDomainFaults({ compute, domain }: CheckedComputeConfig): ComputeFault[] {
  if (compute.engine !== "fargate" || domain.api === undefined || compute.alb.exposure !== "internal")
    return [];
  return [
    {
      path: ["domain", "api"],
      message:
        "names a host for the public load balancer, but compute.alb.exposure is internal; remove it here (50-auth serves the host)",
    },
  ];
}

function findAppRunnerSizeFaults({ cpu, memory }: ServiceConfig): ComputeFault[] {
  const offered = appRunnerSizes[cpu];
  if (offered === undefined) {
    return [
      {
        path: ["cpu"],
        message: `is not a size of App Runner, expected one of ${Object.keys(appRunnerSizes).join(", ")}, got ${cpu}`,
      },
    ];
  }
  if (offered.includes(memory)) return [];
  return [
    {
      path: ["memory"],
      message: `does not fit ${cpu} CPU units on App Runner, expected one of ${offered.join(", ")} MiB, got ${memory}`,
    },
  ];
}

function findExpressSizeFaults(service: ServiceConfig): ComputeFault[] {
  const faults: ComputeFault[] = findFargateSizeFaults(service);
  if (service.cpu > 4096) {
    faults.push({
      path: ["cpu"],
      message: `is too large for Express Mode, expected at most 4096, got ${service.cpu}`,
    });
  } else if (service.memory > 8192) {
    faults.push({
      path: ["memory"],
      message: `is too large for Express Mode, expected at most 8192, got ${service.memory}`,
    });
  }
  return faults;
}
