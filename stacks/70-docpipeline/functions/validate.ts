import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { documentVersion, type DocumentType } from "./events.ts";
import { DocumentFault } from "./fault.ts";
import { defineHandler } from "./handler.ts";
import { isGone, readDocument, s3 } from "./objects.ts";
import { openDocument } from "./pages/open-document.ts";

const event = z.strictObject({
  document: documentVersion,
  maxBytes: z.int().positive(),
  maxPages: z.int().positive(),
});

/** Opens the document and says what it is, or why the pipeline cannot take it. */
export const handler = defineHandler(event, async ({ document, maxBytes, maxPages }) => {
  const size = await sizeOf(document);
  if (size === 0) throw new DocumentFault("EmptyDocument", "the file has no bytes");
  if (size > maxBytes) {
    throw new DocumentFault("TooLarge", `the file has ${size} bytes, expected at most ${maxBytes}`);
  }
  const bytes = await readDocument(document);
  const type = typeOf(bytes, document.key);

  const opened = await openDocument(type, bytes, 72);
  const pages = opened.pageCount;
  opened.close();
  if (pages === 0) throw new DocumentFault("CorruptDocument", "the file has no pages");
  if (pages > maxPages) {
    throw new DocumentFault("TooManyPages", `the file has ${pages} pages, expected at most ${maxPages}`);
  }
  return { type, pages };
});

async function sizeOf({ bucket, key, versionId }: z.output<typeof documentVersion>): Promise<number> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    return head.ContentLength ?? 0;
  } catch (error) {
    throw isGone(error)
      ? new DocumentFault("OriginalGone", "the original was deleted before it was read")
      : error;
  }
}

const signatures: readonly {
  type: DocumentType;
  extensions: readonly string[];
  begins: readonly number[][];
}[] = [
  { type: "png", extensions: ["png"], begins: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
  { type: "jpeg", extensions: ["jpg", "jpeg"], begins: [[0xff, 0xd8, 0xff]] },
  {
    type: "tiff",
    extensions: ["tif", "tiff"],
    begins: [
      [0x49, 0x49, 42, 0],
      [0x4d, 0x4d, 0, 42],
    ],
  },
];

/** The type by content. A name that says otherwise is refused: whoever opens the result goes by the name. */
export function typeOf(bytes: Uint8Array, key: string): DocumentType {
  const found = signatures.find(({ begins }) =>
    begins.some((start) => start.every((byte, index) => bytes[index] === byte)),
  );
  // Readers accept a PDF's header anywhere in the first kilobyte.
  const isPdf = Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-");
  if (found === undefined && !isPdf) {
    throw new DocumentFault("UnsupportedType", "the content is none of PDF, PNG, JPEG and TIFF");
  }
  const { type, extensions } = found ?? { type: "pdf" as const, extensions: ["pdf"] };
  const extension = /\.([A-Za-z0-9]+)$/.exec(key)?.[1]?.toLowerCase();
  if (extension === undefined || !extensions.includes(extension)) {
    throw new DocumentFault(
      "WrongExtension",
      `the content is ${type.toUpperCase()}, expected a name ending in .${extensions.join(" or .")}`,
    );
  }
  return type;
}
