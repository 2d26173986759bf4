import { appendFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { Emit, RolloutEvent } from "./events.ts";
import { describeSelf, processOwner } from "./process-owner.ts";
import type { Workspace } from "./workspace.ts";

const started = z.object({
  type: z.literal("started"),
  format: z.literal(1),
  verb: z.enum(["up", "destroy"]),
  environment: z.string(),
  layers: z.array(z.string()),
  force: z.boolean(),
  refresh: z.boolean(),
  owner: processOwner,
});
const entry = z.discriminatedUnion("type", [
  started,
  z.object({ type: z.literal("engine"), id: z.string(), pid: z.number(), born: z.string().optional() }),
  z.object({
    type: z.literal("layer"),
    id: z.string(),
    result: z.enum(["succeeded", "failed"]),
    /** Version of the stack's state that it left. */
    state: z.string().optional(),
    /** Digest of the program, configuration, packages and engine that it ran with. */
    own: z.string().optional(),
  }),
  z.object({ type: z.literal("ended"), result: z.enum(["succeeded", "failed", "interrupted"]) }),
]);
export type JournalStart = z.infer<typeof started>;
export type JournalEntry = z.infer<typeof entry>;
type LayerEntry = Extract<JournalEntry, { type: "layer" }>;

/** What an earlier rollout of an environment wrote down before it ended or was killed. */
export interface EarlierRollout {
  start: JournalStart;
  /** By layer, the last word on each. */
  finished: ReadonlyMap<string, LayerEntry>;
  /** The engine that was started last for a layer, where its end is not written. */
  engines: ReadonlyMap<string, { pid: number; born?: string | undefined }>;
  /** Undefined when it was killed. */
  result: "succeeded" | "failed" | "interrupted" | undefined;
}

/** Writes down what a rollout does as it does it, so that it can be resumed whatever ends it. */
export interface Journal {
  write(entry: JournalEntry): void;
}

/** One journal for each environment of a workspace: that of its last rollout. */
export function journalFile({ stateFolder }: Pick<Workspace, "stateFolder">, environment: string): string {
  return join(stateFolder, "journals", `${environment}.jsonl`);
}

/** Starts a journal in place of the one before; `kept` is what still holds of that one. */
export async function openJournal(
  file: string,
  start: Omit<JournalStart, "type" | "format" | "owner">,
  kept: readonly JournalEntry[],
  onFault: (message: string) => void,
): Promise<Journal> {
  const first: JournalStart = { type: "started", format: 1, ...start, owner: describeSelf() };
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, [first, ...kept].map((line) => `${JSON.stringify(line)}\n`).join(""));
  let isBroken = false;
  return {
    write(line) {
      if (isBroken) return;
      try {
        appendFileSync(file, `${JSON.stringify(line)}\n`);
      } catch (error) {
        // A rollout is not stopped half-way because a note of it could not be taken.
        isBroken = true;
        onFault(
          `the journal cannot be written (${(error as NodeJS.ErrnoException).code}): no --resume of this`,
        );
      }
    },
  };
}

/** The last rollout of an environment; undefined where there was none or its journal makes no sense. */
export async function readJournal(file: string): Promise<EarlierRollout | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const entries = text.split("\n").flatMap((line) => parseEntry(line) ?? []);
  const [start] = entries;
  if (start?.type !== "started") return undefined;
  const finished = new Map<string, LayerEntry>();
  const engines = new Map<string, { pid: number; born?: string | undefined }>();
  let result: EarlierRollout["result"];
  for (const line of entries) {
    if (line.type === "engine") engines.set(line.id, line);
    if (line.type === "layer") {
      engines.delete(line.id);
      finished.set(line.id, line);
    }
    if (line.type === "ended") result = line.result;
  }
  return { start, finished, engines, result };
}

/** A kill in the middle of writing leaves half a line, which says nothing. */
function parseEntry(line: string): JournalEntry | undefined {
  try {
    return entry.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Adds the engines that are started to the journal. */
export function journalEngines(
  journal: Journal,
  emit: Emit,
  birthOf: (pid: number) => string | undefined,
): Emit {
  return (event: RolloutEvent) => {
    if (event.type === "engine-started") {
      const { id, pid } = event;
      journal.write({ type: "engine", id, pid, born: birthOf(pid) });
    }
    emit(event);
  };
}
