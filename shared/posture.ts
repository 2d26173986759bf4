import { isDeepStrictEqual } from "node:util";

/** How exposed an environment is: cheap and open at first, private and protected in the end. */
export const postures = ["open", "hardened"] as const;
export type PostureName = (typeof postures)[number];

/** Reads one value of a layer's configuration; undefined where it is left out or the layer does not exist. */
export type ReadSetting = (layer: string, key: readonly string[]) => unknown;

/** One value of one layer that differs between the postures. */
export interface PostureSetting {
  layer: string;
  /** The way to the value, the layer's own key first. */
  key: readonly [string, ...string[]];
  /** Undefined leaves the key out. */
  open: unknown;
  hardened: unknown;
  /** Whether another value is as good, because somebody chose it on purpose or a later step has been taken. */
  accepts?(value: unknown, to: PostureName): boolean;
  /** Whether the setting matters here; asked with the values as they are when its turn comes. */
  concerns?(read: ReadSetting): boolean;
}

/** Settings that change together, in one rollout. */
export interface PostureStep {
  /** What it does, in a few words: the subject of its commit. */
  title: string;
  /** Why it comes at this place. */
  why: string;
  settings: readonly PostureSetting[];
}

/** A resource as the state of a stack has it. */
export interface DeployedResource {
  type: string;
  id: string;
  properties: Readonly<Record<string, unknown>>;
}

/** The first hop of requests that come straight to a load balancer: an entrance that hardening is meant to close. */
export const directEntrance = "internet";

/** A way that requests take, hop by hop, and where it ends too early. */
export interface RequestPath {
  hops: readonly string[];
  broken?: string | undefined;
}

/** What a repository says about its postures: the default export of its shared/posture-steps.ts. */
export interface Posture {
  /** From open to hardened; the other way takes them backwards. */
  steps: readonly PostureStep[];
  /** Every way from the edge to a service, in the deployed resources of one environment. */
  trace(resources: readonly DeployedResource[]): readonly RequestPath[];
  /** Types of resources that hold what cannot be made again; none may be replaced or deleted on the way. */
  stateful: readonly string[];
}

export interface Edit {
  layer: string;
  key: readonly [string, ...string[]];
  from: unknown;
  /** Undefined removes the key. */
  to: unknown;
}

export interface PlannedStep {
  title: string;
  why: string;
  edits: readonly Edit[];
}

/**
 * The steps that are still to be taken, each with its edits. Where an environment is on the way is in its configuration
 * and nowhere else, so a plan that was interrupted goes on by planning again.
 *
 * @param hasLayer whether the environment has a stack of the layer
 */
export function planPosture(
  steps: readonly PostureStep[],
  to: PostureName,
  read: ReadSetting,
  hasLayer: (layer: string) => boolean,
): PlannedStep[] {
  const planned = new Map<string, unknown>();
  const nameOf = (layer: string, key: readonly string[]) => [layer, ...key].join("\0");
  const readPlanned: ReadSetting = (layer, key) => {
    const name = nameOf(layer, key);
    return planned.has(name) ? planned.get(name) : read(layer, key);
  };

  const ordered = to === "hardened" ? steps : [...steps].reverse();
  return ordered.flatMap(({ title, why, settings }) => {
    const edits = settings
      .filter(({ layer, concerns }) => hasLayer(layer) && concerns?.(readPlanned) !== false)
      .map((setting): Edit & { isDone: boolean } => {
        const from = readPlanned(setting.layer, setting.key);
        return {
          ...{ layer: setting.layer, key: setting.key, from, to: setting[to] },
          isDone: isDeepStrictEqual(from, setting[to]) || setting.accepts?.(from, to) === true,
        };
      })
      .filter(({ isDone }) => !isDone)
      .map(({ layer, key, from, to: value }) => ({ layer, key, from, to: value }));
    for (const { layer, key, to: value } of edits) planned.set(nameOf(layer, key), value);
    return edits.length === 0 ? [] : [{ title, why, edits }];
  });
}

/** What must not happen on the way: a way that ends too early, none at all, or something stateful that is gone. */
export function findPostureFaults(
  posture: Posture,
  before: readonly DeployedResource[],
  after: readonly DeployedResource[],
): string[] {
  const paths = posture.trace(after);
  const broken = paths
    .filter((path) => path.broken !== undefined)
    .map(({ hops, broken: reason }) => `${hops.join(" -> ")}: ${reason}`);
  const left = new Set(after.map(({ type, id }) => `${type} ${id}`));
  const lost = before
    .filter(({ type, id }) => posture.stateful.includes(type) && !left.has(`${type} ${id}`))
    .map(({ type, id }) => `${type} ${id} was replaced or deleted, and with it what it held`);
  const entrances = new Set(paths.map(({ hops: [first] }) => first));
  const gone = posture
    .trace(before)
    .map(({ hops: [first] }) => first)
    .filter((first, index, all) => first !== directEntrance && all.indexOf(first) === index)
    .filter((first) => !entrances.has(first))
    .map((first) => `${first} leads to no service any more`);
  const none =
    paths.length === 0 && posture.trace(before).length > 0 ? ["no way leads from the edge to a service"] : [];
  return [...broken, ...gone, ...none, ...lost];
}
