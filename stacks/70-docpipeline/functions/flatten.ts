import { z } from "zod";
import { documentType, documentVersion, workArea } from "./events.ts";
import { defineHandler } from "./handler.ts";
import { readDocument, writeBytes } from "./objects.ts";
import { contentTypes, createEncoder } from "./pages/encode.ts";
import { openDocument } from "./pages/open-document.ts";

const event = z.strictObject({
  document: documentVersion,
  type: documentType,
  work: workArea,
  dotsPerInch: z.int().positive(),
});

/**
 * Renders the document to pictures of its pages, for Textract to read. Reading and masking then share one renderer, so
 * that a box means the same place to both, whatever the file says about rotation, cropping, layers or annotations.
 */
export const handler = defineHandler(event, async ({ document, type, work, dotsPerInch }) => {
  const opened = await openDocument(type, await readDocument(document), dotsPerInch);
  const pages = createEncoder("pdf");
  for (let page = 0; page < opened.pageCount; page++) pages.add(opened.render(page));
  opened.close();

  const target = { bucket: work.bucket, key: `${work.prefix}pages.pdf` };
  await writeBytes(target, pages.finish(), contentTypes.pdf);
  return target;
});
