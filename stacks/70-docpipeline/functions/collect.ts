import { z } from "zod";
import { box, objectPointer, type Reading, workArea } from "./events.ts";
import { DocumentFault } from "./fault.ts";
import { defineHandler } from "./handler.ts";
import { listKeys, readJson, writeJson } from "./objects.ts";

const event = z.strictObject({
  work: workArea,
  jobId: z.string().regex(/^[A-Za-z0-9-_]+$/),
  pages: z.int().positive(),
});

/** The fields of Textract's output that are used; it grows new ones. */
const textractOutput = z.object({
  Blocks: z
    .array(
      z.object({
        BlockType: z.string(),
        Id: z.string(),
        Page: z.int().positive().default(1),
        Text: z.string().optional(),
        Geometry: z.object({
          BoundingBox: z.object({ Left: z.number(), Top: z.number(), Width: z.number(), Height: z.number() }),
        }),
        Relationships: z.array(z.object({ Type: z.string(), Ids: z.array(z.string()) })).nullish(),
      }),
    )
    .nullish(),
  Warnings: z.array(z.unknown()).nullish(),
});
type Block = NonNullable<z.output<typeof textractOutput>["Blocks"]>[number];

/** Turns Textract's output in the working bucket into pages of lines of words, and refuses what is not complete. */
export const handler = defineHandler(event, async ({ work, jobId, pages }) => {
  const folder = `${work.prefix}textract/${jobId}/`;
  const parts = (await listKeys(work.bucket, folder))
    .map((key) => ({
      key,
      number: /^\d+$/.test(key.slice(folder.length)) ? Number(key.slice(folder.length)) : NaN,
    }))
    .filter(({ number }) => !Number.isNaN(number))
    .sort((a, b) => a.number - b.number);

  const blocks: Block[] = [];
  for (const { key } of parts) {
    const output = await readJson({ bucket: work.bucket, key }, textractOutput);
    if ((output.Warnings ?? []).length > 0) {
      throw new DocumentFault("UnreadPages", "Textract could not read some of the pages");
    }
    blocks.push(...(output.Blocks ?? []));
  }
  const reading = toReading(blocks, pages);

  const target = { bucket: work.bucket, key: `${work.prefix}reading.json` } satisfies z.output<
    typeof objectPointer
  >;
  await writeJson(target, reading);
  return target;
});

/**
 * Words by line and page.
 *
 * @throws DocumentFault when a page is missing: its text would stay readable unseen
 */
export function toReading(blocks: readonly Block[], pageCount: number): Reading {
  const words = new Map(
    blocks.filter(({ BlockType }) => BlockType === "WORD").map((word) => [word.Id, word]),
  );
  const seen = new Set(blocks.filter(({ BlockType }) => BlockType === "PAGE").map(({ Page }) => Page));
  const pages: Reading["pages"] = Array.from({ length: pageCount }, () => ({ lines: [] }));
  for (let page = 1; page <= pageCount; page++) {
    if (!seen.has(page)) {
      throw new DocumentFault("UnreadPages", `Textract did not read page ${page} of ${pageCount}`);
    }
  }
  const add = (page: number, line: readonly Block[]) => {
    if (line.length > 0) pages[page - 1]?.lines.push({ words: line.map(toWord) });
  };
  for (const block of blocks.filter(({ BlockType }) => BlockType === "LINE")) {
    const ids = (block.Relationships ?? []).filter(({ Type }) => Type === "CHILD").flatMap(({ Ids }) => Ids);
    const line = ids.flatMap((id) => words.get(id) ?? []);
    for (const id of ids) words.delete(id);
    add(block.Page, line);
  }
  // A word that no line claims is still text.
  for (const word of words.values()) add(word.Page, [word]);
  return { pages };
}

function toWord({ Text, Geometry: { BoundingBox } }: Block) {
  const { Left: left, Top: top, Width: width, Height: height } = BoundingBox;
  return { text: Text ?? "", box: box.parse({ left, top, width, height }) };
}
