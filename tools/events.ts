import type { Finding, GateReport } from "./gates/findings.ts";

/** What a rollout does to each of its layers. */
export type Verb = "up" | "preview" | "destroy";

/** How many resources an operation touched, as the engine counts them. */
export interface Changes {
  created: number;
  updated: number;
  replaced: number;
  deleted: number;
  same: number;
}

export const noChanges: Changes = { created: 0, updated: 0, replaced: 0, deleted: 0, same: 0 };

/** Something that went wrong with a layer, as a person should read it. */
export interface Fault {
  message: string;
  /** The resource that it is about, where it is about one. */
  resource?: string | undefined;
  /** What to do, where the tool knows it. */
  remedy?: string | undefined;
}

/** A rule of the policy pack that a resource breaks. */
export interface PolicyViolation {
  rule: string;
  level: "advisory" | "mandatory";
  message: string;
  /** Type and name of the resource; undefined where it is about the stack as a whole. */
  resource?: string | undefined;
}

export type LayerResult = "succeeded" | "up-to-date" | "failed" | "blocked" | "not-started" | "interrupted";

/** An output as it may be shown: a secret is the text "[secret]", a value not known yet "[unknown]". */
export type ShownOutputs = Record<string, unknown>;

/**
 * Everything that happens once a rollout has started, in order. Whoever shows or stores a rollout
 * does it from these events alone.
 */
export type RolloutEvent =
  | {
      type: "rollout-started";
      verb: Verb;
      environment: string;
      rehearsal: boolean;
      parallel: number;
      /** In the order in which they would run one at a time. */
      layers: { id: string; waitsFor: readonly string[] }[];
    }
  /** Before an up starts a layer or skips it: why it runs, or that nothing speaks for it. */
  | {
      type: "layer-decided";
      id: string;
      runs: boolean;
      reasons: readonly string[];
      since?: string | undefined;
    }
  | { type: "layer-started"; id: string }
  /** A process of the engine, which outlives the tool if that is killed. */
  | { type: "engine-started"; id: string; pid: number }
  | { type: "layer-note"; id: string; message: string }
  | {
      type: "resource-changed";
      id: string;
      state: "started" | "done" | "failed";
      operation: string;
      resourceType: string;
      name: string;
    }
  | { type: "layer-diagnostic"; id: string; severity: "error" | "warning" | "info"; fault: Fault }
  /** A rule of the policy pack that a resource breaks; a mandatory one stops the layer. */
  | { type: "policy-violated"; id: string; violation: PolicyViolation }
  | {
      type: "layer-finished";
      id: string;
      result: "succeeded" | "up-to-date" | "failed" | "interrupted";
      changes: Changes;
      seconds: number;
      outputs: ShownOutputs;
      /** What the stack published before; undefined where it was not there or the engine never came to it. */
      outputsBefore?: ShownOutputs | undefined;
      faults: Fault[];
      /** The engine's own event log. */
      log: string;
      /** Absent where the layer has no gate, or it was not run this time. */
      gate?: GateReport | undefined;
    }
  /** After an update, before readers start: how many checks there are. */
  | { type: "gate-started"; id: string; checks: number }
  | { type: "check-finished"; id: string; finding: Finding }
  /** What a killed update left in its stack. */
  | { type: "layer-left-open"; id: string; pending: readonly string[]; locked: boolean; remedy: string }
  | { type: "layer-skipped"; id: string; result: "blocked"; by: string }
  | { type: "layer-skipped"; id: string; result: "not-started" }
  | { type: "interrupted"; step: 1 | 2 | 3 }
  | { type: "rollout-finished"; result: "succeeded" | "failed" | "interrupted"; seconds: number };

/** Takes events as they happen. */
export type Emit = (event: RolloutEvent) => void;
