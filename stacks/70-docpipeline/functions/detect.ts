import { ComprehendClient, DetectPiiEntitiesCommand, type LanguageCode } from "@aws-sdk/client-comprehend";
import { z } from "zod";
import { type Findings, findings, objectPointer, reading as readingSchema, workArea } from "./events.ts";
import { defineHandler } from "./handler.ts";
import { readJson, writeJson } from "./objects.ts";
import { boxesOf, isCovered } from "./text/boxes.ts";
import { chunkText, createOffsetMap } from "./text/chunks.ts";
import { passagesOf, wordsIn } from "./text/passages.ts";

const event = z.strictObject({
  work: workArea,
  reading: objectPointer,
  earlier: objectPointer.nullable().describe("What was found in earlier rounds and is painted already"),
  region: z.string(),
  language: z.enum(["en", "es"]),
  keepTypes: z.array(z.string()),
  minimumScore: z.number().min(0).max(1),
});

/** DetectPiiEntities takes 100 KB of UTF-8 (https://docs.aws.amazon.com/comprehend/latest/dg/guidelines-and-limits.html). */
export const maxChunkBytes = 95_000;
/** Longer than any single piece of personal data, postal addresses with all their lines included. */
export const chunkOverlap = 1_000;

/** Finds personal data in what was read and adds where it stands to what earlier rounds found. */
export const handler = defineHandler(event, async (input) => {
  const reading = await readJson(input.reading, readingSchema);
  const found: Findings =
    input.earlier === null
      ? { boxesByPage: reading.pages.map(() => []), countByType: {} }
      : await readJson(input.earlier, findings);
  const painted = found.boxesByPage.map((boxes) => [...boxes]);

  const comprehend = new ComprehendClient({ region: input.region, maxAttempts: 8, retryMode: "adaptive" });
  let fresh = 0;
  for (const passage of passagesOf(reading)) {
    for (const chunk of chunkText(passage.text, maxChunkBytes, chunkOverlap)) {
      const { Entities = [] } = await comprehend.send(
        new DetectPiiEntitiesCommand({
          Text: chunk.text,
          LanguageCode: input.language satisfies LanguageCode,
        }),
      );
      const offset = createOffsetMap(chunk.text);
      for (const { Type = "UNKNOWN", Score = 1, BeginOffset = 0, EndOffset = 0 } of Entities) {
        if (Score < input.minimumScore || input.keepTypes.includes(Type)) continue;
        const words = wordsIn(passage, chunk.start + offset(BeginOffset), chunk.start + offset(EndOffset));
        const uncovered = words.filter(({ page, word }) => !isCovered(word.box, painted[page] ?? []));
        if (uncovered.length === 0) continue;
        const again = words.every(({ page, word }) => isCovered(word.box, found.boxesByPage[page] ?? []));
        for (const { page, box } of boxesOf(words)) found.boxesByPage[page]?.push(box);
        if (again) continue;
        fresh += 1;
        found.countByType[Type] = (found.countByType[Type] ?? 0) + 1;
      }
    }
  }

  const target = { bucket: input.work.bucket, key: `${input.work.prefix}findings.json` };
  await writeJson(target, found);
  return { ...target, fresh };
});
