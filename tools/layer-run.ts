import { join } from "node:path";
import {
  describeUrn,
  referenceType,
  showValue,
  stackType,
  type EngineEvent,
  type PolicyEvent,
  type StepMetadata,
} from "./engine-events.ts";
import { noChanges, type Changes, type Emit, type Fault, type ShownOutputs, type Verb } from "./events.ts";
import { explainFailure, remedyFor } from "./failures.ts";
import type { Interrupts } from "./interrupts.ts";
import type { PlanNode } from "./plan.ts";
import { strayOperation, type EnginePlan } from "./plan-reconcile.ts";
import { configureRun, type RepositoryPack } from "./policy-pack.ts";
import { runOperation } from "./pulumi.ts";
import { delaySeconds, transientReason, waitUnlessStopped } from "./retries.ts";
import { describeTimeout, startTimeout, type Timeout } from "./timeouts.ts";
import type { Workspace } from "./workspace.ts";

export interface LayerRun {
  verb: Verb;
  workspace: Workspace;
  node: PlanNode;
  emit: Emit;
  interrupts: Interrupts;
  /** What an update may do, and is ended when it does anything else; told of each resource that it has made. */
  planned?: { plan: EnginePlan; made: (urn: string, inputs: Readonly<Record<string, unknown>>) => void };
  /** Where a preview puts its plan. */
  planFile?: string;
  plannedOutputsFile?: string;
  /** Asks the provider for the resources as they are before anything is changed. */
  refresh?: boolean;
  /** Goes on with the layer's other resources when one fails. */
  continueOnError?: boolean;
  /** How often a run is repeated whose failure may pass. */
  retries?: number;
  timeoutMinutes?: number;
  /** The repository's policy pack, which the engine asks about every resource. */
  policyPack?: RepositoryPack | undefined;
}

/** How one run of the engine ended. */
interface Outcome {
  succeeded: boolean;
  seen: EngineRecord;
  faults: Fault[];
}

/** Runs the engine on one layer, again where what went wrong may pass, and tells what happens as events. */
export async function runLayer(run: LayerRun): Promise<"succeeded" | "failed"> {
  const { node, emit, interrupts, retries = 0 } = run;
  const started = Date.now();
  const { id } = node;
  const log = logFile(run);
  let outcome = await runOnce(run, log);
  for (let retry = 1; retry <= retries && !outcome.succeeded; retry++) {
    const reason = transientReason(outcome.faults);
    if (reason === undefined || interrupts.step() > 0) break;
    const seconds = delaySeconds(retry);
    emit({
      type: "layer-note",
      id,
      message: `failed, which may pass (${reason}): retry ${retry} of ${retries} in ${seconds} s`,
    });
    await waitUnlessStopped(seconds, interrupts.stop);
    if (interrupts.step() > 0) break;
    outcome = await runOnce(run, log);
  }
  const { succeeded, seen, faults } = outcome;
  emit({
    type: "layer-finished",
    id,
    result: succeeded ? "succeeded" : interrupts.step() >= 2 ? "interrupted" : "failed",
    changes: seen.changes(),
    seconds: (Date.now() - started) / 1000,
    outputs: seen.outputs,
    outputsBefore: seen.outputsBefore,
    faults: succeeded ? [] : faults,
    log,
  });
  return succeeded ? "succeeded" : "failed";
}

function logFile({ workspace, node, verb }: LayerRun): string {
  return join(workspace.stateFolder, "logs", `${node.layer.name}.${node.stack}.${verb}.jsonl`);
}

async function runOnce(run: LayerRun, log: string): Promise<Outcome> {
  const { verb, workspace, node, emit, interrupts, planFile, plannedOutputsFile, refresh = false } = run;
  const { continueOnError = false, timeoutMinutes, planned, policyPack } = run;
  const { id } = node;
  const stack = workspace.addressOf(node.layer, node.stack);
  const seen = new EngineRecord(id, emit);
  let untrack: (() => void) | undefined;
  let timeout: Timeout | undefined;
  let cancelEngine: ((signal: NodeJS.Signals) => void) | undefined;
  let stray: string | undefined;
  const outcome = await runOperation(workspace.pulumi, {
    verb,
    stack,
    log,
    onEvent: (event) => {
      seen.take(event);
      if (planned === undefined) return;
      const { resourcePreEvent: begun, resOutputsEvent: ended } = event;
      if (ended !== undefined) planned.made(ended.metadata.urn, ended.metadata.new?.inputs ?? {});
      if (begun === undefined || stray !== undefined) return;
      stray = strayOperation(planned.plan, begun.metadata);
      if (stray !== undefined) cancelEngine?.("SIGINT");
    },
    onProcess: (cancel, pid) => {
      cancelEngine = cancel;
      if (pid !== undefined) {
        emit({ type: "engine-started", id, pid });
        workspace.onEngine?.(stack.fullName, pid);
      }
      untrack?.();
      untrack = cancel === undefined ? undefined : interrupts.track(cancel);
      timeout?.clear();
      if (cancel !== undefined && timeoutMinutes !== undefined)
        timeout = startTimeout(timeoutMinutes, cancel);
    },
    refresh,
    continueOnError,
    ...(policyPack !== undefined &&
      verb !== "destroy" && { policy: await configureRun(policyPack, workspace, node) }),
    ...(planFile !== undefined && { planFile }),
    ...(plannedOutputsFile !== undefined && { plannedOutputsFile }),
  });

  const succeeded = outcome.exitCode === 0 && seen.result !== "failed" && stray === undefined;
  const faults = [...seen.faults];
  if (!succeeded && faults.length === 0) {
    const ended = outcome.signal === undefined ? `exit code ${outcome.exitCode}` : `signal ${outcome.signal}`;
    faults.push(explainFailure(outcome.stderr, `pulumi ${verb} ended with ${outcome.startFailure ?? ended}`));
  }
  if (!succeeded && timeout?.isOver() === true) faults.unshift(describeTimeout(timeoutMinutes ?? 0));
  if (stray !== undefined) faults.unshift(describeStray(stray));
  return { succeeded, seen, faults };
}

function describeStray(stray: string): Fault {
  return {
    message: `it began what its plan does not say, so it was stopped there: ${stray}`,
    remedy: "a program that does in an update what it does not in a preview cannot be brought up by a plan",
  };
}

/** What one operation's engine events add up to. */
class EngineRecord {
  result: string | undefined;
  outputs: ShownOutputs = {};
  outputsBefore: ShownOutputs | undefined;
  readonly faults: Fault[] = [];
  readonly #id: string;
  readonly #emit: Emit;
  readonly #counts: Record<string, number> = {};
  readonly #references: Record<string, number> = {};
  #summary: Record<string, number> | undefined;

  constructor(id: string, emit: Emit) {
    this.#id = id;
    this.#emit = emit;
  }

  take(event: EngineEvent): void {
    const {
      resourcePreEvent,
      resOutputsEvent,
      resOpFailedEvent,
      diagnosticEvent,
      policyEvent,
      summaryEvent,
    } = event;
    if (resourcePreEvent !== undefined) this.#showStep(resourcePreEvent.metadata, "started");
    if (resOutputsEvent !== undefined) {
      const { metadata } = resOutputsEvent;
      const counts = metadata.type === referenceType ? this.#references : this.#counts;
      counts[metadata.op] = (counts[metadata.op] ?? 0) + 1;
      if (metadata.type === stackType) {
        this.outputs = showValue(metadata.new?.outputs ?? {}) as ShownOutputs;
        this.outputsBefore = metadata.old?.outputs && (showValue(metadata.old.outputs) as ShownOutputs);
      }
      this.#showStep(metadata, "done");
    }
    if (resOpFailedEvent !== undefined) this.#showStep(resOpFailedEvent.metadata, "failed");
    if (diagnosticEvent !== undefined) this.#takeDiagnostic(diagnosticEvent);
    if (policyEvent !== undefined) this.#takeViolation(policyEvent);
    if (summaryEvent !== undefined) {
      this.#summary = summaryEvent.resourceChanges;
      this.result = summaryEvent.result;
    }
  }

  /**
   * The engine's own count where it came to one, without the references to other stacks: they are no resources
   * of anybody, and a preview on top of planned outputs has none of them.
   */
  changes(): Changes {
    const count = (operation: string): number =>
      this.#summary === undefined
        ? (this.#counts[operation] ?? 0)
        : Math.max(0, (this.#summary[operation] ?? 0) - (this.#references[operation] ?? 0));
    const sum = (...operations: string[]): number =>
      operations.reduce((total, operation) => total + count(operation), 0);
    return {
      ...noChanges,
      created: sum("create", "import"),
      updated: sum("update"),
      replaced: sum("replace", "import-replacement") || sum("create-replacement"),
      deleted: sum("delete", "discard"),
      same: sum("same", "read", "refresh"),
    };
  }

  #showStep({ op, urn, type }: StepMetadata, state: "started" | "done" | "failed"): void {
    // What stays as it is would drown what changes.
    if (op === "same" || type === stackType || type === referenceType || type.startsWith("pulumi:providers:"))
      return;
    const { name } = describeUrn(urn);
    this.#emit({
      type: "resource-changed",
      id: this.#id,
      state,
      operation: op,
      resourceType: type,
      name,
    });
  }

  #takeDiagnostic({ severity, message, urn, ephemeral }: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    if (ephemeral === true) return;
    if (severity === "error") this.#report("error", message, urn);
    else if (severity === "warning") this.#report("warning", message, urn);
    else if (severity.startsWith("info")) this.#report("info", message, urn);
  }

  #takeViolation({ policyName, message, enforcementLevel, resourceUrn }: PolicyEvent): void {
    const level = enforcementLevel === "mandatory" ? "mandatory" : "advisory";
    // The engine puts the rule's description before what is wrong.
    const text = withoutColours(message).trim();
    const resource = describeResource(resourceUrn);
    const violation = { rule: policyName, level, message: text, resource } as const;
    this.#emit({ type: "policy-violated", id: this.#id, violation });
    if (level === "mandatory") this.faults.push({ message: `${policyName}: ${text}`, resource });
  }

  #report(severity: "error" | "warning" | "info", text: string, urn: string | undefined): void {
    const message = withoutColours(text).trim();
    // The engine's own last word on a failure, which says less than what came before it.
    if (message === "" || /^(update|preview|resource \S+) failed$/.test(message)) return;
    const resource = describeResource(urn);
    const fault: Fault = { message, resource, remedy: remedyFor(message) };
    if (severity === "error") {
      if (this.faults.some((known) => known.message === message)) return;
      this.faults.push(fault);
    }
    this.#emit({ type: "layer-diagnostic", id: this.#id, severity, fault });
  }
}

/** Type and name; undefined for what is about the stack as a whole. */
function describeResource(urn: string | undefined): string | undefined {
  if (urn === undefined || urn === "") return undefined;
  const { type, name } = describeUrn(urn);
  return type === stackType ? undefined : `${type} ${name}`;
}

function withoutColours(text: string): string {
  return text.replaceAll(/<\{%[^%]*%\}>/g, "");
}
