import type { Box } from "../events.ts";
import type { PlacedWord } from "./passages.ts";

/**
 * The boxes to paint for the words of one entity: each word's own, and the gap between neighbours on a line, so that
 * the length of each word is not told.
 */
export function boxesOf(words: readonly PlacedWord[]): { page: number; box: Box }[] {
  const boxes = words.map(({ page, word }) => ({ page, box: word.box }));
  for (const [index, { page, line, word }] of words.entries()) {
    const next = words[index + 1];
    if (next === undefined || next.line !== line) continue;
    const gap = gapBetween(word.box, next.word.box);
    if (gap !== undefined) boxes.push({ page, box: gap });
  }
  return boxes;
}

function gapBetween(a: Box, b: Box): Box | undefined {
  const height = Math.max(a.height, b.height);
  const overlap = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const left = a.left + a.width;
  const width = b.left - left;
  if (overlap < 0.6 * height || width <= 0 || width > 4 * height) return undefined;
  return { left, top: Math.max(a.top, b.top), width, height: overlap };
}

/** Whether a word lies under what is painted already, so that a reader cannot have read it. */
export function isCovered(word: Box, painted: readonly Box[]): boolean {
  const area = word.width * word.height;
  return painted.some((box) => {
    const width = Math.min(word.left + word.width, box.left + box.width) - Math.max(word.left, box.left);
    const height = Math.min(word.top + word.height, box.top + box.height) - Math.max(word.top, box.top);
    return width > 0 && height > 0 && width * height >= 0.8 * area;
  });
}
