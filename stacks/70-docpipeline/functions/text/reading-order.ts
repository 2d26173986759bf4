import type { Box, Line } from "../events.ts";

/** White space at least this wide, in fractions of the page, separates columns. */
const columnGap = 0.015;

/** The smallest box around a line's words. */
export function boxOf({ words }: Line): Box {
  const left = Math.min(...words.map(({ box }) => box.left));
  const top = Math.min(...words.map(({ box }) => box.top));
  const right = Math.max(...words.map(({ box }) => box.left + box.width));
  const bottom = Math.max(...words.map(({ box }) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * The lines in the order in which a person reads a page of columns. Textract reads straight across, which tears apart
 * what continues on the next line of the same column. (A recursive X-Y cut: split at a gutter, else between rows.)
 */
export function inColumns(lines: readonly Line[]): Line[] {
  const turned = turnOf(lines);
  return cut(lines.map((line) => ({ line, box: uprightBox(boxOf(line), turned) }))).map(({ line }) => line);
}

/** Lines of one column begin this close to each other, and columns this far apart, in fractions of the page. */
const edgeTolerance = 0.02;
const columnDistance = 0.2;

/**
 * The lines column by column, told apart by where they begin: for pages on which one overlong line closes the gutter
 * that `inColumns` looks for. The lines as they are where they do not begin at two places at least.
 */
export function byLeftEdge(lines: readonly Line[]): Line[] {
  const turned = turnOf(lines);
  const placed = lines.map((line) => ({ line, box: uprightBox(boxOf(line), turned) }));
  const columns: Placed[][] = [];
  for (const each of placed.sort((a, b) => a.box.left - b.box.left)) {
    const last = columns.at(-1)?.at(-1);
    if (last !== undefined && each.box.left - last.box.left <= edgeTolerance) columns.at(-1)!.push(each);
    else columns.push([each]);
  }
  const edges = columns.filter(({ length }) => length > 2).map((column) => column[0]!.box.left);
  if (Math.max(...edges) - Math.min(...edges) < columnDistance) return [...lines];
  return columns.flatMap(sortRows).map(({ line }) => line);
}

/** How far the text of a page is turned clockwise, by the way that its lines run from first word to last. */
function turnOf(lines: readonly Line[]): Turn {
  const votes: Record<Turn, number> = { 0: 0, 90: 0, 180: 0, 270: 0 };
  for (const { words } of lines) {
    const [first, last] = [words[0]?.box, words.at(-1)?.box];
    if (first === undefined || last === undefined) continue;
    const right = last.left + last.width / 2 - first.left - first.width / 2;
    const down = last.top + last.height / 2 - first.top - first.height / 2;
    const turn = Math.abs(right) >= Math.abs(down) ? (right >= 0 ? 0 : 180) : down > 0 ? 90 : 270;
    votes[turn] += words.length - 1;
  }
  return ([0, 90, 180, 270] as const).reduce((best, turn) => (votes[turn] > votes[best] ? turn : best));
}

/** Where a box would be if its page were turned back. */
function uprightBox({ left, top, width, height }: Box, turn: Turn): Box {
  switch (turn) {
    case 0:
      return { left, top, width, height };
    case 90:
      return { left: top, top: 1 - left - width, width: height, height: width };
    case 180:
      return { left: 1 - left - width, top: 1 - top - height, width, height };
    case 270:
      return { left: 1 - top - height, top: left, width: height, height: width };
  }
}

type Turn = 0 | 90 | 180 | 270;
type Placed = { line: Line; box: Box };

function cut(lines: Placed[]): Placed[] {
  if (lines.length < 2) return lines;
  const columns = splitAt(lines, ({ box }) => [box.left, box.left + box.width], columnGap);
  if (columns.length > 1) return columns.flatMap(cut);
  const rows = splitAt(lines, ({ box }) => [box.top, box.top + box.height], 0);
  if (rows.length > 1)
    return mergeRows(rows).flatMap((group) => (group.length === lines.length ? sortRows(group) : cut(group)));
  return sortRows(lines);
}

/** Rows that share a gutter belong to the same block of columns: keep them together, else every row is cut by itself. */
function mergeRows(rows: Placed[][]): Placed[][] {
  const blocks: Placed[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    const together = last === undefined ? [] : [...last, ...row];
    const gutters = (lines: Placed[]) =>
      splitAt(lines, ({ box }) => [box.left, box.left + box.width], columnGap).length;
    if (last !== undefined && (gutters(together) > 1 || (gutters(last) === 1 && gutters(row) === 1))) {
      blocks[blocks.length - 1] = together;
    } else {
      blocks.push(row);
    }
  }
  return blocks;
}

function splitAt(lines: Placed[], extent: (line: Placed) => [number, number], gap: number): Placed[][] {
  const sorted = [...lines].sort((a, b) => extent(a)[0] - extent(b)[0]);
  const groups: Placed[][] = [];
  let reach = -Infinity;
  for (const line of sorted) {
    const [from, to] = extent(line);
    if (from - reach >= gap && groups.length > 0) groups.push([line]);
    else if (groups.length === 0) groups.push([line]);
    else groups.at(-1)!.push(line);
    reach = Math.max(reach, to);
  }
  return groups;
}

function sortRows(lines: Placed[]): Placed[] {
  return [...lines].sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
}
