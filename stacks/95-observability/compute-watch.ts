import { mapText } from "./text.ts";
import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import { partsOf, type Known, type KnownParts } from "../../shared/stack-reference.ts";
import { metric, percentOf, signalOf, type AlarmWish, type Chart, type Text, type Watch } from "./signal.ts";

type Outputs = OutputValues<typeof compute>;
type Service = KnownParts<Outputs["services"][string]>;

export interface ComputeSeen {
  engine: Outputs["engine"] | undefined;
  clusterName: Text | undefined;
  services: Known<Outputs["services"]> | undefined;
  publicLoadBalancer: Known<NonNullable<Outputs["publicLoadBalancer"]>> | undefined;
  internalLoadBalancer: Known<NonNullable<Outputs["internalLoadBalancer"]>> | undefined;
}

const layer = "30-ecs";
const wish = (alarm: Omit<AlarmWish, "layer" | "place">): AlarmWish => ({ layer, place: "home", ...alarm });
const chart = (title: string, series: Chart["series"]): Chart[] =>
  series.length === 0 ? [] : [{ layer, place: "home", title, series }];

/** What to watch of the services, whatever runs them. */
export function watchCompute(seen: ComputeSeen): Watch {
  const doors = [
    ...watchDoor("public", partsOf(seen.publicLoadBalancer)),
    ...watchDoor("internal", partsOf(seen.internalLoadBalancer)),
  ];
  const services = servicesOf(seen).map(([name, service]) => watchService(`service-${name}`, service, seen));
  return {
    alarms: [...doors.flatMap(({ alarms }) => alarms), ...services.flatMap(({ alarms }) => alarms)],
    charts: chart(
      "Requests",
      [...doors, ...services].flatMap(({ traffic }) => traffic),
    ),
  };
}

/** The services whose structure is known, by name. */
export function servicesOf({ services }: Pick<ComputeSeen, "services">): [string, Service][] {
  return Object.entries(partsOf(services) ?? {}).flatMap(([name, service]) => {
    const parts = partsOf(service);
    return parts === undefined ? [] : [[name, parts] satisfies [string, Service]];
  });
}

interface Watched {
  alarms: AlarmWish[];
  traffic: Chart["series"];
}

type Door = KnownParts<NonNullable<Outputs["publicLoadBalancer"]>>;

function watchDoor(scheme: "public" | "internal", door: Door | undefined): Watched[] {
  if (door === undefined) return [];
  const LoadBalancer = door.arnSuffix;
  const ofDoor = (name: string, stat = "Sum") =>
    metric<Text>("AWS/ApplicationELB", name, { LoadBalancer }, stat);
  const alarms = [
    wish({
      kind: "loadBalancerErrorPercent",
      subject: `${scheme}-alb`,
      signal: percentOf(
        [ofDoor("HTTPCode_ELB_5XX_Count"), ofDoor("HTTPCode_Target_5XX_Count")],
        ofDoor("RequestCount"),
      ),
    }),
    ...Object.entries(partsOf(door.targetGroupArnSuffixes) ?? {}).flatMap(([service, suffixes]) =>
      (partsOf(suffixes) ?? []).flatMap((TargetGroup, index, { length }) => {
        const subject = [scheme, "alb", service, ...(length > 1 ? [index + 1] : [])].join("-");
        const ofGroup = (name: string, stat: string) =>
          signalOf<Text>("AWS/ApplicationELB", name, { LoadBalancer, TargetGroup }, stat);
        return [
          wish({ kind: "responseSeconds", subject, signal: ofGroup("TargetResponseTime", "p95") }),
          wish({ kind: "unhealthyHosts", subject, signal: ofGroup("UnHealthyHostCount", "Maximum") }),
        ];
      }),
    ),
  ];
  return [
    {
      alarms,
      traffic: [{ label: `${scheme} balancer`, signal: { metrics: { value: ofDoor("RequestCount") } } }],
    },
  ];
}

function watchService(name: string, service: Service, { engine, clusterName }: ComputeSeen): Watched {
  if (engine === "lambda") return { alarms: watchFunction(name, service.name, layer), traffic: [] };
  if (engine === "apprunner") return watchAppRunner(name, service);
  // Express Mode makes the service together with its first image.
  const exists = engine === "fargate" || service.arn !== undefined;
  return clusterName === undefined || !exists
    ? { alarms: [], traffic: [] }
    : {
        alarms: watchTasks(name, { ClusterName: clusterName, ServiceName: service.name }, layer, service),
        traffic: [],
      };
}

/** CPU, memory and number of an ECS service's tasks. */
export function watchTasks(
  subject: string,
  dimensions: { ClusterName: Text; ServiceName: Text },
  owner: string,
  { minTasks }: Pick<Service, "minTasks"> = {},
): AlarmWish[] {
  const ofService = (name: string, stat: string) => signalOf<Text>("AWS/ECS", name, dimensions, stat);
  const here = { layer: owner, place: "home", subject } as const;
  return [
    { ...here, kind: "serviceCpuPercent", signal: ofService("CPUUtilization", "Average") },
    { ...here, kind: "serviceMemoryPercent", signal: ofService("MemoryUtilization", "Average") },
    // Each running task reports once a minute, so that their number needs no Container Insights.
    ...(typeof minTasks === "number" && minTasks > 0
      ? [
          {
            ...here,
            kind: "missingTasks" as const,
            base: minTasks,
            signal: ofService("CPUUtilization", "SampleCount"),
          },
        ]
      : []),
  ];
}

/** Errors and throttled calls of a function. */
export function watchFunction(subject: string, FunctionName: Text, owner: string): AlarmWish[] {
  const ofFunction = (name: string) => metric<Text>("AWS/Lambda", name, { FunctionName }, "Sum");
  const here = { layer: owner, place: "home", subject } as const;
  return [
    {
      ...here,
      kind: "functionErrorPercent",
      signal: percentOf([ofFunction("Errors")], ofFunction("Invocations")),
    },
    { ...here, kind: "functionThrottles", signal: { metrics: { value: ofFunction("Throttles") } } },
  ];
}

function watchAppRunner(subject: string, { name, arn }: Service): Watched {
  if (arn === undefined) return { alarms: [], traffic: [] };
  const dimensions = { ServiceName: name, ServiceID: lastPart(arn) };
  const ofService = (metricName: string, stat = "Sum") =>
    metric<Text>("AWS/AppRunner", metricName, dimensions, stat);
  const one = (metricName: string, stat: string) => ({ metrics: { value: ofService(metricName, stat) } });
  const requests = ofService("Requests");
  const alarms = [
    wish({
      kind: "apiServerErrorPercent",
      subject,
      signal: percentOf([ofService("5xxStatusResponses")], requests),
    }),
    wish({
      kind: "apiClientErrorPercent",
      subject,
      signal: percentOf([ofService("4xxStatusResponses")], requests),
    }),
    wish({ kind: "apiLatencyP95Ms", subject, signal: one("RequestLatency", "p95") }),
    wish({ kind: "serviceCpuPercent", subject, signal: one("CPUUtilization", "Average") }),
    wish({ kind: "serviceMemoryPercent", subject, signal: one("MemoryUtilization", "Average") }),
  ];
  return { alarms, traffic: [{ label: subject, signal: { metrics: { value: requests } } }] };
}

/** What is behind the last slash of an ARN: the id of an App Runner service. */
function lastPart(arn: Text): Text {
  return mapText(arn, (text) => text.slice(text.lastIndexOf("/") + 1));
}
