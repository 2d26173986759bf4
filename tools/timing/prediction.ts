import { describeUrn } from "../engine-events.ts";
import { schedule, type Schedule } from "./schedule.ts";
import { tasksOf, type TimedPlan } from "./layer-tasks.ts";

/** Until the engine, its language host and the program have started; an estimate. */
const startSeconds = 5;

export interface PlannedLayer {
  readonly id: string;
  readonly plan: TimedPlan;
  /** Layers that must be done before it starts. */
  readonly waitsFor: readonly string[];
}

/** Seconds of a real rollout, as a rule and where everything is quick or slow. */
export interface Prediction {
  readonly seconds: number;
  readonly quickest: number;
  readonly slowest: number;
  /** The layers that decide how long it takes, and in each the resources that do. */
  readonly criticalPath: readonly {
    readonly layer: string;
    readonly seconds: number;
    readonly resources: readonly { readonly type: string; readonly name: string; readonly seconds: number }[];
  }[];
}

export interface Parallel {
  readonly layers: number;
  /** Of one engine. */
  readonly resources: number;
}

/** How long a rollout of these plans takes on AWS, layer by layer and resource by resource. */
export function predict(layers: readonly PlannedLayer[], parallel: Parallel): Prediction {
  const usual = predictAt(layers, parallel, 0.5);
  return {
    seconds: usual.rollout.seconds,
    quickest: predictAt(layers, parallel, 0).rollout.seconds,
    slowest: predictAt(layers, parallel, 1).rollout.seconds,
    criticalPath: usual.rollout.criticalPath.map(({ id, seconds }) => ({
      layer: id,
      seconds,
      resources: (usual.within.get(id)?.criticalPath ?? [])
        .filter((task) => task.seconds > 0)
        .map((task) => ({ ...nameOf(task.id), seconds: task.seconds })),
    })),
  };
}

function predictAt(
  layers: readonly PlannedLayer[],
  parallel: Parallel,
  fraction: number,
): { rollout: Schedule; within: Map<string, Schedule> } {
  const within = new Map(
    layers.map(({ id, plan }) => [id, schedule(tasksOf(plan, fraction), parallel.resources)]),
  );
  const tasks = layers.map(({ id, waitsFor }) => ({
    id,
    seconds: startSeconds + (within.get(id)?.seconds ?? 0),
    after: waitsFor,
  }));
  return { rollout: schedule(tasks, parallel.layers), within };
}

function nameOf(task: string): { type: string; name: string } {
  const [urn = "", ...rest] = task.split(" ");
  const { type, name } = describeUrn(urn);
  return { type, name: [name, ...rest].join(" ") };
}
