import type { Line, Reading, Word } from "../events.ts";
import { byLeftEdge, inColumns } from "./reading-order.ts";

/** A word and the page that it stands on, counted from 0. */
export interface PlacedWord {
  page: number;
  line: Line;
  word: Word;
}

/** A text to look for personal data in, and which word each stretch of it came from. */
export interface Passage {
  text: string;
  spans: { start: number; end: number; source: PlacedWord }[];
}

/**
 * The texts in which a document is searched. A page can be read in more than one way, and personal data that one way
 * tears apart is whole in another; what is found in any of them is masked.
 *
 * 1. As Textract read it. 2. Pages with columns again, column by column, found in two ways. 3. What seems to be broken by a line's end, or
 *    by a reader that saw a space in an address, joined.
 */
export function passagesOf({ pages }: Reading): Passage[] {
  const asRead = pages.map(({ lines }) => lines);
  const orders: (readonly Line[])[][] = [asRead];
  for (const order of [inColumns, byLeftEdge]) {
    orders.push(
      asRead.map((lines, page) => {
        const reordered = order(lines);
        return orders.some((earlier) => isSameOrder(reordered, earlier[page]!)) ? [] : reordered;
      }),
    );
  }
  return orders
    .flatMap((order) => [write(order), writeJoined(order)])
    .filter(({ spans }) => spans.length > 0);
}

function isSameOrder(a: readonly Line[], b: readonly Line[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

function write(pages: readonly (readonly Line[])[]): Passage {
  const passage: Passage = { text: "", spans: [] };
  pages.forEach((lines, page) => {
    for (const line of lines) {
      for (const [index, word] of line.words.entries()) {
        append(passage, { page, line, word }, index === line.words.length - 1 ? "\n" : " ");
      }
    }
  });
  return passage;
}

/** Each pair of lines with a word broken between them, and each line with an address in pieces, as one line. */
function writeJoined(pages: readonly (readonly Line[])[]): Passage {
  const passage: Passage = { text: "", spans: [] };
  pages.forEach((lines, page) => {
    for (const line of lines) {
      const glued = line.words.map(
        ({ text }, index) => /[@_]$/.test(text) || /^[@_]/.test(line.words[index + 1]?.text ?? ""),
      );
      if (!glued.slice(0, -1).includes(true)) continue;
      for (const [index, word] of line.words.entries()) {
        append(passage, { page, line, word }, glued[index] === true ? "" : " ");
      }
      passage.text += "\n";
    }
    for (const [index, upper] of lines.entries()) {
      const lower = lines[index + 1];
      const [last, first] = [upper.words.at(-1), lower?.words[0]];
      if (lower === undefined || last === undefined || first === undefined) continue;
      if (!breaksWord(last.text, first.text)) continue;
      for (const word of upper.words.slice(0, -1)) append(passage, { page, line: upper, word }, " ");
      const whole =
        /^\P{L}*\p{L}+-$/u.test(last.text) && /^\p{L}/u.test(first.text) ? last.text.slice(0, -1) : last.text;
      append(passage, { page, line: upper, word: last }, "", whole);
      for (const word of lower.words) append(passage, { page, line: lower, word }, " ");
      passage.text += "\n";
    }
  });
  return passage;
}

/** A hyphen or joint at the border, digits on both sides, or what looks like one half of an address. */
function breaksWord(last: string, first: string): boolean {
  const [localPart, domain] = [first.split("@")[0]!, last.split("@")[1]];
  return (
    /[-@._/+]$/.test(last) ||
    /^[-@._/+]/.test(first) ||
    (/\d$/.test(last) && /^\d/.test(first)) ||
    (first.includes("@") && (/[-._+\d]/.test(last) || localPart.length < 3)) ||
    (domain !== undefined && !/\.\p{L}{2,}$/u.test(domain))
  );
}

function append(passage: Passage, source: PlacedWord, separator: string, text = source.word.text): void {
  const start = passage.text.length;
  passage.text += text;
  passage.spans.push({ start, end: passage.text.length, source });
  passage.text += separator;
}

/** The words that a stretch of the text touches. A word that is touched is masked whole. */
export function wordsIn({ spans }: Passage, start: number, end: number): PlacedWord[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  const found: PlacedWord[] = [];
  for (let index = low; index < spans.length && spans[index]!.start < end; index++) {
    found.push(spans[index]!.source);
  }
  return found;
}
