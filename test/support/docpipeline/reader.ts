import type { DocumentReader } from "../../../tools/docpipeline/textract.ts";
import { grayPages, lightestIn } from "./pixels.ts";
import type { TruthPage } from "./sketch.ts";

/** What the generator knows of a document, by the name of its execution. */
export type TruthByExecution = Map<string, TruthPage[]>;

/**
 * Reads what can be seen: a word that the generator put on a page, unless the pixels where it stands are all dark.
 * So the second reading, of the masked result, sees what masking left.
 */
export function createTruthReader(truths: TruthByExecution): DocumentReader {
  return async ({ key, bytes }) => {
    const truth = truths.get(key.split("/")[0]!);
    if (truth === undefined) throw new Error(`no truth for ${key}`);
    const pages = await grayPages(bytes, 60);
    return pages.map((page, index) => ({
      lines: (truth[index] ?? [])
        .map((line) =>
          line
            .filter((word) => lightestIn(page, word) > 100)
            .map(({ text, left, top, width, height }) => ({ text, left, top, width, height })),
        )
        .filter((line) => line.length > 0),
    }));
  };
}
