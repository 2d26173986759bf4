import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { noChanges, type RolloutEvent } from "./events.ts";

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

/** What report.json holds. A field may be added; a field that goes or changes raises `version`. */
export const report = z
  .strictObject({
    version: z.literal(1),
    verb: z.enum(["up", "preview", "destroy"]),
    environment: z.string(),
    rehearsal: z.boolean().describe("Whether it ran against the stand-in AWS"),
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
        seconds: z.number().min(0),
        changes,
        faults: z.array(fault),
        outputs: z.record(z.string(), z.unknown()).describe('Secrets are the text "[secret]"'),
        log: z.string().optional().describe("The engine's event log of this layer"),
      }),
    ),
  })
  .meta({ title: "Rollout report", description: "The result of one rollout, written beside its logs" });

export type Report = z.infer<typeof report>;
export type LayerReport = Report["layers"][number];

/** Adds up a rollout's events. */
export class ReportBuilder {
  #report: Report | undefined;

  take(event: RolloutEvent): void {
    if (event.type === "rollout-started") {
      this.#report = {
        version: 1,
        verb: event.verb,
        environment: event.environment,
        rehearsal: event.rehearsal,
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
    if (event.type === "layer-finished") {
      const { result, seconds, changes, faults, outputs, log } = event;
      Object.assign(this.#layer(event.id), {
        ...{ result, seconds, changes, faults, outputs },
        ...(log !== "" && { log }),
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

  #layer(id: string): LayerReport {
    const layer = this.#report?.layers.find((candidate) => candidate.id === id);
    if (layer === undefined) throw new Error(`an event tells of ${id}, which the rollout did not announce`);
    return layer;
  }
}

/** Writes a report in one step, so that a reader never finds half of one. */
export async function writeReport(file: string, built: Report): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, `${JSON.stringify(report.parse(built), null, 2)}\n`);
}
