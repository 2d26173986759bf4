import { readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { parseDocument } from "yaml";
import { z } from "zod";
import { UserError } from "../errors.ts";
import { suggest, type PlanNode } from "../plan.ts";
import { loadGate, readGateConfig } from "./load.ts";

/** Who said that something is done, in the committed gates.<stack>.yaml of a layer. */
const record = z.strictObject({
  /** The words that were confirmed: other words have to be confirmed anew. */
  what: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  note: z.string().optional(),
});
export type ConfirmationRecord = z.infer<typeof record>;

/** One item of the checklist of what only people can see to. */
export interface ChecklistItem {
  /** "<layer>/<stack>". */
  node: string;
  id: string;
  what: string;
  how: string;
  /** The committed file that keeps it. */
  file: string;
  /** Undefined while it is open. */
  confirmed: Omit<ConfirmationRecord, "what"> | undefined;
  /** Whether it was confirmed in words that have changed since. */
  outdated: boolean;
}

const fileHead =
  "# What people have confirmed for this stack; written by: rollout gate confirm <id>. Committed, so that it is reviewed.\n";

/** The checklist of some stacks, in their order. */
export async function readChecklist(nodes: readonly PlanNode[]): Promise<ChecklistItem[]> {
  const lists = await Promise.all(
    nodes.map(async ({ id: node, layer, stack }): Promise<ChecklistItem[]> => {
      const gate = await loadGate(layer);
      const all = gate?.confirmations ?? [];
      if (gate === undefined || all.length === 0) return [];
      const config = readGateConfig(gate, layer, stack);
      const file = join(layer.folder, `gates.${stack}.yaml`);
      const records = await readRecords(file);
      return all
        .filter(({ applies }) => applies?.(config) ?? true)
        .map(({ id, what, how }) => {
          const { what: words, ...confirmed } = records[id] ?? { what: undefined };
          const isCurrent = words === what;
          return {
            ...{ node, id, what, how, file, outdated: words !== undefined && !isCurrent },
            confirmed: isCurrent ? (confirmed as ChecklistItem["confirmed"]) : undefined,
          };
        });
    }),
  );
  return lists.flat();
}

/**
 * Finds an item by its id, or by "<layer>/<id>" or "<layer>/<stack>/<id>" where several layers have it.
 *
 * @throws UserError where it fits no item, or more than one
 */
export function findItem(items: readonly ChecklistItem[], name: string): ChecklistItem {
  const found = items.filter(({ node, id }) => {
    const [layer] = node.split("/");
    return [id, `${layer}/${id}`, `${node}/${id}`].includes(name);
  });
  const [item] = found;
  if (item !== undefined && found.length === 1) return item;
  if (item !== undefined) {
    throw new UserError(
      `"${name}" is ambiguous, expected one of ${found.map(({ node, id }) => `${node}/${id}`).join(", ")}`,
      { remedy: "write the layer in front" },
    );
  }
  const known = items.map(({ id }) => id);
  throw new UserError(
    `there is nothing "${name}" to confirm here, expected ${known.length === 0 ? "nothing, as no layer waits for anybody" : `one of ${known.join(", ")}`}`,
    { remedy: suggest(name, known) ?? "see the checklist with: rollout doctor" },
  );
}

/** Writes down that an item is done, beside what is in the file; undefined takes it back. */
export async function writeRecord(
  { file, id, what }: Pick<ChecklistItem, "file" | "id" | "what">,
  confirmed: Omit<ConfirmationRecord, "what"> | undefined,
): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => fileHead);
  const document = parseDocument(text);
  if (confirmed === undefined) document.delete(id);
  else document.set(id, document.createNode({ what, ...confirmed }));
  const isEmpty = Object.keys((document.toJS() as object | null) ?? {}).length === 0;
  await writeFileAtomic(file, isEmpty ? fileHead : document.toString({ lineWidth: 110 }));
}

/** @throws UserError for a file that is not in the form that `writeRecord` gives it */
async function readRecords(file: string): Promise<Record<string, ConfirmationRecord>> {
  const text = await readFile(file, "utf8").catch(() => "");
  const document = parseDocument(text);
  const result = z.record(z.string(), record).safeParse(document.toJS() ?? {});
  if (document.errors.length === 0 && result.success) return result.data;
  const [issue] = result.error?.issues ?? [];
  const wrong = document.errors[0]?.message.split("\n")[0] ?? `${issue?.path.join(".")}: ${issue?.message}`;
  throw new UserError(`${file} has the wrong form (${wrong}), expected what "rollout gate confirm" writes`, {
    remedy: "correct it, or take back its last change",
  });
}
