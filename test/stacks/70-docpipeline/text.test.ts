import { expect, test } from "@jest/globals";
import type { Line, Reading } from "../../../stacks/70-docpipeline/functions/events.ts";
import { isCovered } from "../../../stacks/70-docpipeline/functions/text/boxes.ts";
import { chunkText, createOffsetMap } from "../../../stacks/70-docpipeline/functions/text/chunks.ts";
import { passagesOf, wordsIn } from "../../../stacks/70-docpipeline/functions/text/passages.ts";
import { byLeftEdge, inColumns } from "../../../stacks/70-docpipeline/functions/text/reading-order.ts";

/** A line whose words stand side by side from `left`, each a tenth of the page wide. */
const line = (text: string, left = 0.1, top = 0.1): Line => ({
  words: text.split(" ").map((word, index) => ({
    text: word,
    box: { left: left + index * 0.1, top, width: 0.09, height: 0.02 },
  })),
});
const reading = (...lines: Line[]): Reading => ({ pages: [{ lines }] });
const textsOf = (...lines: Line[]) => passagesOf(reading(...lines)).map(({ text }) => text);

test.each([
  ["fits in one piece", "abc def", 100, 4, [{ start: 0, text: "abc def" }]],
  [
    "is cut at white space, with an overlap",
    "aaaa bbbb cccc",
    10,
    4,
    [
      { start: 0, text: "aaaa bbbb " },
      { start: 6, text: "bbb cccc" },
    ],
  ],
  [
    "has no white space",
    "abcdefghij",
    4,
    1,
    [
      { start: 0, text: "abcd" },
      { start: 3, text: "defg" },
      { start: 6, text: "ghij" },
    ],
  ],
  [
    "counts bytes, not characters",
    "ééé",
    4,
    0,
    [
      { start: 0, text: "éé" },
      { start: 2, text: "é" },
    ],
  ],
  [
    "never halves a surrogate pair",
    "😀😀",
    5,
    1,
    [
      { start: 0, text: "😀" },
      { start: 2, text: "😀" },
    ],
  ],
  ["is empty", " \n", 10, 2, []],
])("a text that %s", (_, text, maxBytes, overlap, expected) => {
  expect(chunkText(text, maxBytes, overlap)).toEqual(expected);
});

test("anything no longer than the overlap lies whole in some chunk, wherever it stands", () => {
  const secret = "123-45-6789";
  for (let before = 0; before < 200; before++) {
    const text = `${"x ".repeat(before)}${secret} ${"y ".repeat(200 - before)}`;
    const chunks = chunkText(text, 60, 20);
    expect(chunks.some((chunk) => chunk.text.includes(secret))).toBe(true);
    expect(chunks.every((chunk) => text.startsWith(chunk.text, chunk.start))).toBe(true);
  }
});

test("offsets count characters: an emoji before the find shifts it by one, not two", () => {
  const text = "😀 Ann";
  const offset = createOffsetMap(text);
  expect(text.slice(offset(2), offset(5))).toBe("Ann");
});

test("a word that an entity only touches is masked whole", () => {
  const [passage] = passagesOf(reading(line("call (Ann), now")));
  const at = passage!.text.indexOf("Ann");
  expect(wordsIn(passage!, at, at + 3).map(({ word }) => word.text)).toEqual(["(Ann),"]);
});

test("columns are read one after the other, beside the order in which Textract read them", () => {
  const lines = [
    line("left one", 0.05, 0.1),
    line("right one", 0.55, 0.1),
    line("left two", 0.05, 0.2),
    line("right two", 0.55, 0.2),
  ];
  expect(inColumns(lines).map(({ words }) => words.map(({ text }) => text).join(" "))).toEqual([
    "left one",
    "left two",
    "right one",
    "right two",
  ]);
  expect(textsOf(...lines)).toEqual([
    "left one\nright one\nleft two\nright two\n",
    "left one\nleft two\nright one\nright two\n",
  ]);
});

test.each([
  [
    "an address after a hyphen",
    "write ann@mail-",
    "example.com today",
    "write ann@mail-example.com today \n",
  ],
  ["a name after a hyphen, which goes", "Mr Jan-", "kowski here", "Mr Jankowski here \n"],
  ["digits", "card 4111 1111", "1111 1111", "card 4111 11111111 1111 \n"],
  ["the second half of an address", "to ann.", "lee@example.com", "to ann.lee@example.com \n"],
])("%s broken at a line's end is tried whole", (_, upper, lower, joined) => {
  expect(textsOf(line(upper), line(lower, 0.1, 0.2))).toContain(joined);
});

test("columns are told apart by where lines begin when an overlong line closes the gutter", () => {
  const left = ["left one", "one that is far too long", "left two"].map((text, row) =>
    line(text, 0.05, 0.1 + row / 10),
  );
  const right = [1, 2, 3].map((row) => line(`right ${row}`, 0.55, row / 10));
  const lines = [0, 1, 2].flatMap((row) => [left[row]!, right[row]!]);
  expect(inColumns(lines)).not.toEqual([...left, ...right]);
  expect(byLeftEdge(lines)).toEqual([...left, ...right]);
});

test("an address in which the reader saw a space is tried whole", () => {
  expect(textsOf(line("to ann@ example.com now"))).toContain("to ann@example.com now \n");
});

test("an ordinary line end is not joined, not even before an address", () => {
  expect(textsOf(line("send it to"), line("ann@example.com now", 0.1, 0.2))).toEqual([
    "send it to\nann@example.com now\n",
  ]);
});

test("a word under black counts as covered, its neighbour does not", () => {
  const black = { left: 0.1, top: 0.1, width: 0.2, height: 0.05 };
  expect(isCovered({ left: 0.12, top: 0.11, width: 0.1, height: 0.02 }, [black])).toBe(true);
  expect(isCovered({ left: 0.29, top: 0.11, width: 0.1, height: 0.02 }, [black])).toBe(false);
});
