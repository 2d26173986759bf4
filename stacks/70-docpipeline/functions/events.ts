import { z } from "zod";

/** A version of an uploaded document. Keys are not checked further: S3 allows nearly everything. */
export const documentVersion = z.strictObject({
  bucket: z.string().min(3),
  key: z.string().min(1),
  versionId: z.string().min(1),
});
export type DocumentVersion = z.output<typeof documentVersion>;

/** An object that the pipeline wrote itself. */
export const objectPointer = z.strictObject({ bucket: z.string().min(3), key: z.string().min(1) });
export type ObjectPointer = z.output<typeof objectPointer>;

/** The part of the working bucket that belongs to one execution. */
export const workArea = z.strictObject({ bucket: z.string().min(3), prefix: z.string().regex(/\/$/) });
export type WorkArea = z.output<typeof workArea>;

export const documentType = z.enum(["pdf", "png", "jpeg", "tiff"]);
export type DocumentType = z.output<typeof documentType>;

/** A rectangle in fractions of a page's width and height, as Textract gives it. */
export const box = z.strictObject({
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
});
export type Box = z.output<typeof box>;

/** What detection found and masking paints: geometry and counts, no text. */
export const findings = z.strictObject({
  boxesByPage: z.array(z.array(box)),
  countByType: z.record(z.string(), z.int()),
});
export type Findings = z.output<typeof findings>;

/** What Textract read: pages, lines and words. This is document text: it lives in the working bucket only. */
export const reading = z.strictObject({
  pages: z.array(
    z.strictObject({
      lines: z.array(z.strictObject({ words: z.array(z.strictObject({ text: z.string(), box })) })),
    }),
  ),
});
export type Reading = z.output<typeof reading>;
export type Line = Reading["pages"][number]["lines"][number];
export type Word = Line["words"][number];
