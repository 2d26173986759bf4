import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { gateReport } from "./gates/findings.ts";
import { noChanges, type PolicyViolation, type RolloutEvent, type ShownOutputs } from "./events.ts";
import { compareOutputs, compareRecordedContracts } from "./output-changes.ts";

const changes = z.strictObject({
  created: z.int().min(0),
  updated: z.int().min(0),
  replaced: z.int().min(0),
  deleted: z.int().min(0),
  same: z.int().min(0),
});

const fault = z.strictObject({
  message: z.string(),
  resource: z.string().optional(),
  remedy: z.string().optional(),
});

const origin = z.strictObject({
  user: z.string(),
  host: z.string(),
  commit: z
    .strictObject({
      revision: z.string(),
      subject: z.string(),
      uncommitted: z.int().min(0).describe("Files that differed from it or were not in it"),
    })
    .optional()
    .describe("Where the repository was; absent outside git"),
});

const operation = z.strictObject({
  operation: z.string().describe("The engine's word, such as create, update, replace or delete"),
  type: z.string(),
  name: z.string(),
  failed: z.boolean(),
});

const violation = z.strictObject({
  rule: z.string(),
  level: z.enum(["advisory", "mandatory"]),
  message: z.string(),
  resource: z.string().optional(),
});

const outputChange = z.strictObject({
  output: z.string(),
  change: z.enum(["added", "changed", "removed"]),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

const contractChange = z.strictObject({
  output: z.string(),
  kind: z.enum(["removed", "renamed", "retyped", "weakened", "secrecy", "added", "extended"]),
  detail: z.string(),
});

/** What report.json holds. A field may be added; a field that goes or changes raises `version`. */
export const report = z
  .strictObject({
    version: z.literal(1),
    verb: z.enum(["up", "preview", "destroy"]),
    environment: z.string(),
    rehearsal: z.boolean().describe("Whether it ran against the stand-in AWS"),
    origin: origin.optional(),
    startedAt: z.iso.datetime(),
    seconds: z.number().min(0),
    result: z.enum(["succeeded", "failed", "interrupted"]),
    layers: z.array(
      z.strictObject({
        id: z.string().describe("<layer>/<stack>"),
        waitsFor: z.array(z.string()),
        result: z.enum(["succeeded", "up-to-date", "failed", "blocked", "not-started", "interrupted"]),
        reasons: z.array(z.string()).optional().describe("Why an up ran it; none where it was up to date"),
        blockedBy: z.string().optional().describe("The layer whose failure kept this one from starting"),
        startedAt: z.iso.datetime().optional().describe("Absent where it never started"),
        seconds: z.number().min(0),
        changes,
        operations: z.array(operation).optional().describe("What was done to each resource, in order"),
        outputChanges: z.array(outputChange).optional().describe("Secret values are not compared"),
        contractChanges: z.array(contractChange).optional(),
        violations: z
          .array(violation)
          .optional()
          .describe("Rules of the policy pack that its resources break; a mandatory one made it fail"),
        faults: z.array(fault),
        outputs: z.record(z.string(), z.unknown()).describe('Secrets are the text "[secret]"'),
        log: z.string().optional().describe("The engine's event log of this layer"),
        gate: gateReport.optional().describe("Absent where there is no gate or it was not run this time"),
      }),
    ),
  })
  .meta({ title: "Rollout report", description: "The result of one rollout, written beside its logs" });

export type Report = z.infer<typeof report>;
export type LayerReport = Report["layers"][number];

/** Adds up a rollout's events. */
export class ReportBuilder {
  readonly #origin: Report["origin"];
  #report: Report | undefined;

  /** @param given who rolls out what, for the record */
  constructor(given?: Report["origin"]) {
    this.#origin = given;
  }

  take(event: RolloutEvent): void {
    if (event.type === "rollout-started") {
      this.#report = {
        version: 1,
        verb: event.verb,
        environment: event.environment,
        rehearsal: event.rehearsal,
        ...(this.#origin !== undefined && { origin: this.#origin }),
        startedAt: new Date().toISOString(),
        seconds: 0,
        result: "interrupted",
        layers: event.layers.map(({ id, waitsFor }) => ({
          id,
          waitsFor: [...waitsFor],
          result: "not-started",
          seconds: 0,
          changes: noChanges,
          faults: [],
          outputs: {},
        })),
      };
    }
    if (event.type === "layer-decided") this.#layer(event.id).reasons = [...event.reasons];
    if (event.type === "layer-started") {
      Object.assign(this.#layer(event.id), { startedAt: new Date().toISOString(), operations: [] });
    }
    if (event.type === "resource-changed" && event.state !== "started") {
      const { operation, resourceType: type, name, state } = event;
      this.#layer(event.id).operations?.push({ operation, type, name, failed: state === "failed" });
    }
    if (event.type === "policy-violated") this.#addViolation(this.#layer(event.id), event.violation);
    if (event.type === "layer-finished") {
      const { result, seconds, changes, faults, outputs, outputsBefore, log, gate } = event;
      Object.assign(this.#layer(event.id), {
        ...{ result, seconds, changes, faults, outputs },
        ...(result !== "up-to-date" && log !== "" && whatChanged(outputsBefore ?? {}, outputs)),
        ...(log !== "" && { log }),
        ...(gate !== undefined && { gate }),
      });
    }
    if (event.type === "layer-skipped") {
      const blockedBy = event.result === "blocked" ? { blockedBy: event.by } : {};
      Object.assign(this.#layer(event.id), { result: event.result, ...blockedBy });
    }
    if (event.type === "rollout-finished" && this.#report !== undefined) {
      this.#report.result = event.result;
      this.#report.seconds = event.seconds;
    }
  }

  /** The report so far; undefined before the rollout has started. */
  get report(): Report | undefined {
    return this.#report;
  }

  /** A layer that is tried again breaks the same rules again. */
  #addViolation(layer: LayerReport, { rule, level, message, resource }: PolicyViolation): void {
    const before = layer.violations ?? [];
    if (before.some((other) => other.rule === rule && other.resource === resource)) return;
    layer.violations = [...before, { rule, level, message, ...(resource !== undefined && { resource }) }];
  }

  #layer(id: string): LayerReport {
    const layer = this.#report?.layers.find((candidate) => candidate.id === id);
    if (layer === undefined) throw new Error(`an event tells of ${id}, which the rollout did not announce`);
    return layer;
  }
}

function whatChanged(before: ShownOutputs, after: ShownOutputs) {
  return {
    outputChanges: compareOutputs(before, after),
    contractChanges: compareRecordedContracts(before, after),
  };
}

/** Writes a report and its page, each in one step, so that a reader never finds half of one. */
export async function writeReport(folder: string, built: Report): Promise<void> {
  const { renderReportPage } = await import("./report-page.ts");
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, "report.json"), `${JSON.stringify(report.parse(built), null, 2)}\n`);
  await writeFileAtomic(join(folder, "report.html"), renderReportPage(built));
}
