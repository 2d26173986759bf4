import type { LayerConfigs } from "../../shared/blueprint.ts";
import { withChange, type Scenario } from "../support/scenarios.ts";

/** What the owner of a running system changes one day, and all that may differ afterwards. */
export interface Change {
  /** Changes a copy of the layers' configuration, of whichever blueprint it is. */
  change(layers: LayerConfigs): void;
  /** What has to differ, each at least once, as `differencesBetween` tells it. */
  must: readonly RegExp[];
  /** Everything that may differ, in whichever blueprint and profile; nothing else may. */
  may: readonly RegExp[];
}

interface Configured {
  network: { network: { servicePorts: number[] } };
  data: { data: { db: { class?: string; acu?: { max: number } } } };
  compute: {
    compute: {
      engine?: string;
      services: Record<string, { cpu: number; memory: number; image?: string; [key: string]: unknown }>;
    };
    ecr: { repos: string[] };
  };
  queues: { workers?: Record<string, { image?: string }> };
}

const nextImage = `sha256:${"2".repeat(64)}`;

/** A task definition cannot be changed: AWS keeps each as a revision, and the service moves on to the next. */
const newRevisions = [
  /^(30-ecs|60-queues) ± ecs\.TaskDefinition \w+: (containerDefinitions|cpu, memory)$/,
  /^(30-ecs|60-queues) ~ ecs\.Service \w+: taskDefinition$/,
  /^30-ecs ~ ecs\.ExpressGatewayService \w+: (cpu, memory|primaryContainer)$/,
];

/** By the name that the test and the scenario give them. */
export const changes = {
  "a new image": {
    change(layers) {
      const { compute } = layers["30-ecs"] as Configured["compute"];
      const { workers = {} } = (layers["60-queues"] ?? {}) as Configured["queues"];
      for (const one of [...Object.values(compute.services), ...Object.values(workers)])
        one.image = nextImage;
    },
    must: [
      /^30-ecs (± ecs\.TaskDefinition \w+: containerDefinitions|~ ecs\.ExpressGatewayService app: primaryContainer)$/,
    ],
    // A delivery finds there which revision of the migration it runs.
    may: [...newRevisions, /^99-cicd ~ ssm\.Parameter delivery\/backend: insecureValue$/],
  },
  "larger sizes": {
    change(layers) {
      const { db } = (layers["20-data"] as Configured["data"]).data;
      if (db.acu === undefined) db.class = "db.t4g.xlarge";
      else db.acu.max *= 2;
      const { compute } = layers["30-ecs"] as Configured["compute"];
      for (const service of Object.values(compute.services)) {
        service.cpu *= 2;
        service.memory *= 2;
      }
    },
    must: [
      /^20-data ~ rds\.(Instance db: instanceClass|Cluster db: serverlessv2ScalingConfiguration)/,
      /^30-ecs (± ecs\.TaskDefinition \w+|~ ecs\.ExpressGatewayService app): cpu, memory$/,
    ],
    // The smallest classes are the only ones without Performance Insights.
    may: [
      /^20-data ~ rds\.Instance db: instanceClass(, performanceInsights\w+)*$/,
      /^20-data ~ rds\.Cluster db: serverlessv2ScalingConfiguration$/,
      ...newRevisions,
    ],
  },
  "one more service": {
    change(layers) {
      const { network } = layers["10-network"] as Configured["network"];
      const { compute, ecr } = layers["30-ecs"] as Configured["compute"];
      const isExpress = compute.engine === "ecs-express";
      network.servicePorts.push(4000);
      ecr.repos.push("reports");
      compute.services["reports"] = {
        port: 4000,
        cpu: 256,
        memory: 512,
        image: nextImage,
        health: { path: "/health" },
        ...(!isExpress && { routes: [{ priority: 500, paths: ["/reports/*"] }] }),
      };
    },
    must: [
      /^10-network \+ vpc\.SecurityGroupIngressRule app-from-alb-4000$/,
      /^30-ecs \+ ecs\.(Service|ExpressGatewayService) reports$/,
      /^95-observability \+ cloudwatch\.MetricAlarm service-reports-cpu$/,
      /^99-cicd ~ iam\.RolePolicy backend: policy$/,
    ],
    may: [
      /^10-network \+ vpc\.SecurityGroup(In|E)gressRule \S+-4000$/,
      /^(30-ecs|95-observability) \+ \S+ (\S+-)?reports(-\S+)?$/,
      // Who shifts traffic between versions, looks at all services or delivers them has one more to know.
      /^30-ecs ~ iam\.RolePolicy traffic: policy$/,
      /^95-observability ~ cloudwatch\.(CompositeAlarm|Dashboard|QueryDefinition) /,
      /^99-cicd ~ (iam\.RolePolicy backend: policy|ssm\.Parameter delivery\/backend: insecureValue)$/,
    ],
  },
} satisfies Readonly<Record<string, Change>>;

export type ChangeName = keyof typeof changes;

/** A running system after changes, one upon the other: "dev, a new image, larger sizes". */
export function afterChanges(running: Scenario, names: readonly ChangeName[]): Scenario {
  return {
    name: [running.name, ...names].join(", "),
    target: running.target,
    blueprint: names.reduce(
      (blueprint, name) => withChange(blueprint, changes[name].change),
      running.blueprint,
    ),
  };
}
