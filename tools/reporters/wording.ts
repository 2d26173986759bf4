import type { Changes, Fault, LayerResult, PolicyViolation, RolloutEvent, Verb } from "../events.ts";
import { countFindings, type Finding, type GateReport } from "../gates/findings.ts";
import { paint } from "../output.ts";

/** How the four kinds of change are told: what a preview announces has not happened. */
export function changeWords(verb: Verb): readonly [string, string, string, string] {
  return verb === "preview"
    ? ["to create", "to change", "to replace", "to delete"]
    : ["created", "changed", "replaced", "deleted"];
}

/** "3 created, 1 changed"; "no changes" where nothing changed. */
export function describeChanges({ created, updated, replaced, deleted, same }: Changes, verb: Verb): string {
  const words = changeWords(verb);
  const told = [created, updated, replaced, deleted]
    .map((count, at) => ({ count, word: words[at] }))
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${count} ${word}`);
  return told.length > 0 ? told.join(", ") : `no changes${same > 0 ? ` (${same} same)` : ""}`;
}

export function describeSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, "0")} s`;
}

export const running: Record<Verb, string> = {
  up: "rolling out",
  preview: "previewing",
  destroy: "destroying",
};

const marks = {
  succeeded: ["green", "✓"],
  "up-to-date": ["green", "="],
  failed: ["red", "✗"],
  blocked: ["yellow", "■"],
  "not-started": ["gray", "–"],
  interrupted: ["yellow", "!"],
} as const satisfies Record<LayerResult, readonly [string, string]>;

export function markOf(result: LayerResult): string {
  const [colour, sign] = marks[result];
  return paint(colour, sign);
}

/** A fault in at most `lines` lines, with what to do. */
export function describeFault({ message, resource, remedy }: Fault, lines = 14): string[] {
  const all = message.trimEnd().split("\n");
  const told = all.slice(0, lines);
  if (all.length > lines) told.push(`… ${all.length - lines} more lines (--verbose shows them)`);
  return [
    ...(resource === undefined ? [] : [resource]),
    ...told,
    ...(remedy === undefined ? [] : [`to do: ${remedy}`]),
  ];
}

const checkMarks = {
  passed: ["green", "✓"],
  failed: ["red", "✗"],
  warned: ["yellow", "!"],
  "not-run": ["gray", "–"],
  "not-needed": ["gray", "–"],
} as const satisfies Record<Finding["status"], readonly [string, string]>;

/** One check of a gate: the claim, and where it is not true what was seen and what to do. */
export function describeCheck({ title, status, expected, got, remedy, reason }: Finding): string[] {
  const [colour, sign] = checkMarks[status];
  const mark = paint(colour, sign);
  if (status === "passed") return [`${mark} ${title}`];
  if (reason !== undefined)
    return [`${mark} ${title}: ${status === "not-run" ? "not run" : "not needed"}, ${reason}`];
  return [`${mark} ${title}: expected ${expected}, got ${got}`, `  to do: ${remedy}`];
}

/** A gate in one line. */
export function describeGate({ findings }: Pick<GateReport, "findings">): string {
  const why = new Set(findings.filter(({ status }) => status === "not-run").map(({ reason }) => reason));
  return `gate: ${countFindings(findings)}${why.size === 0 ? "" : ` (${[...why].join("; ")})`}`;
}

/** A broken rule of the policy pack, with what to do. */
export function describeViolation({ rule, level, message, resource }: PolicyViolation): string[] {
  const about = resource === undefined ? "" : ` at ${resource}`;
  return [`${level} rule ${rule} is broken${about}:`, ...message.split("\n").map((line) => `  ${line}`)];
}

/** "2 mandatory and 1 advisory rule broken"; undefined where none is. */
export function countViolations(violations: readonly PolicyViolation[]): string | undefined {
  const counts = (["mandatory", "advisory"] as const)
    .map((level) => ({ level, count: violations.filter((one) => one.level === level).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return undefined;
  const told = counts.map(({ level, count }) => `${count} ${level}`).join(" and ");
  return `${told} policy violation${violations.length === 1 ? "" : "s"}`;
}

/** Text cut to a width, so that a line of the live area stays one line. */
export function fit(text: string, width: number): string {
  const visible = text.replace(/\u001b\[[0-9;]*m/g, "");
  return visible.length <= width ? text : `${visible.slice(0, Math.max(0, width - 1))}…`;
}

/** Why a layer runs or does not, in one line. */
export function describeDecision({
  runs,
  reasons,
  since,
}: Extract<RolloutEvent, { type: "layer-decided" }>): string {
  if (!runs)
    return `skipped because nothing that decides its update has changed since ${since ?? "its last one"}`;
  const told = reasons.slice(0, 4).join(", ");
  return `runs because ${told}${reasons.length > 4 ? ` and ${reasons.length - 4} more` : ""}`;
}

/** What a killed update left in its stack, and what to do about it. */
export function describeLeftOpen(event: Extract<RolloutEvent, { type: "layer-left-open" }>): string[] {
  const { pending, locked, remedy } = event;
  return [
    ...(locked ? ["its stack is still locked by the update that was ended"] : []),
    ...(pending.length > 0 ? ["pending operations, of which nobody knows the end:"] : []),
    ...pending.map((operation) => `  - ${operation}`),
    `to do: ${remedy}`,
  ];
}
