import { isMap, isScalar, parseDocument, type Document } from "yaml";
import type { Edit } from "../shared/posture.ts";

/**
 * Changes values in the text of a stack's configuration file and leaves everything else as it is, comments included.
 *
 * @param layer whose keys they are
 */
export function editStackText(
  text: string,
  layer: string,
  edits: readonly Pick<Edit, "key" | "to">[],
): string {
  const document = parseDocument(text);
  const before = document.toString(style);
  for (const { key, to } of edits) {
    const path = pathOf(layer, key);
    if (to === undefined) removeValue(document, path);
    else setValue(document, path, to);
  }
  return keepLines(text, before, document.toString(style));
}

const style = { lineWidth: 110 };

/**
 * The edited text with the lines that nobody edited as a person wrote them: writing a document out also changes blanks
 * inside brackets.
 */
function keepLines(written: string, before: string, after: string): string {
  const [own, old] = [written.split("\n"), before.split("\n")];
  // Long values were wrapped in another way, so lines cannot be told apart.
  if (own.length !== old.length) return after;
  const kept: string[] = [];
  let at = 0;
  for (const { mark, text } of compare(old, after.split("\n"))) {
    if (mark === "+") kept.push(text);
    else if (mark === " ") kept.push(own[at] as string);
    if (mark !== "+") at += 1;
  }
  return kept.join("\n");
}

/** The lines that differ between two texts, with one line around them. */
export function diffLines(before: string, after: string): string[] {
  const lines = compare(before.split("\n"), after.split("\n"));
  return lines
    .filter((_, index) =>
      [index - 1, index, index + 1].some((near) => lines[near] !== undefined && lines[near].mark !== " "),
    )
    .filter(({ mark, text }) => mark !== " " || text !== "")
    .map(({ mark, text }) => `${mark} ${text}`);
}

interface Line {
  mark: " " | "-" | "+";
  text: string;
}

function compare(old: readonly string[], now: readonly string[]): Line[] {
  const table = longestCommon(old, now);
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length;) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ mark: " ", text: old[i] as string });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && table[i + 1]![j]! >= table[i]![j + 1]!)) {
      lines.push({ mark: "-", text: old[i++] as string });
    } else {
      lines.push({ mark: "+", text: now[j++] as string });
    }
  }
  return lines;
}

function pathOf(layer: string, key: readonly string[]): string[] {
  const [own = "", ...rest] = key;
  return ["config", `${layer}:${own}`, ...rest];
}

function setValue(document: Document, path: readonly string[], value: unknown): void {
  const found = document.getIn(path, true);
  // Keeps the way a value is written and the comment behind it.
  if (isScalar(found) && (typeof value !== "object" || value === null)) {
    found.value = value;
    return;
  }
  const opened = path.slice(0, -1).map((_, length) => document.getIn(path.slice(0, length + 1), true));
  for (const map of opened) if (isMap(map) && map.items.length === 0) map.flow = false;
  document.setIn(path, document.createNode(value));
}

/** Also removes what is left empty, except the layer's own key. */
function removeValue(document: Document, path: readonly string[]): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  for (let length = path.length - 1; length > 2; length -= 1) {
    const parent = document.getIn(path.slice(0, length), true);
    if (!isMap(parent) || parent.items.length > 0) return;
    document.deleteIn(path.slice(0, length));
  }
}

/** Lengths of the longest common parts of what follows each pair of lines. */
function longestCommon(old: readonly string[], now: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      table[i]![j] =
        old[i] === now[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}
