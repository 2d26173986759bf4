import { z } from "zod";
import { documentType, documentVersion, findings, objectPointer, workArea } from "./events.ts";
import { defineHandler } from "./handler.ts";
import { readDocument, readJson, writeBytes } from "./objects.ts";
import { contentTypes, createEncoder } from "./pages/encode.ts";
import { openDocument } from "./pages/open-document.ts";
import { paint } from "./pages/paint.ts";

const event = z.strictObject({
  document: documentVersion,
  type: documentType,
  work: workArea,
  findings: objectPointer,
  dotsPerInch: z.int().positive(),
});

/**
 * Renders the original again, paints over what was found and builds a new file of the same type from the pixels.
 * Nothing of the original file is copied: text, metadata, attachments, annotations, forms and scripts stay behind.
 */
export const handler = defineHandler(
  event,
  async ({ document, type, work, findings: found, dotsPerInch }) => {
    const { boxesByPage } = await readJson(found, findings);
    const opened = await openDocument(type, await readDocument(document), dotsPerInch);
    if (opened.pageCount !== boxesByPage.length)
      throw new Error("the findings are those of another document");

    const pages = createEncoder(type);
    for (const [index, boxes] of boxesByPage.entries()) {
      const page = opened.render(index);
      paint(page.raster, boxes);
      pages.add(page);
    }
    opened.close();

    const target = { bucket: work.bucket, key: `${work.prefix}masked` };
    await writeBytes(target, pages.finish(), contentTypes[type]);
    return target;
  },
);
