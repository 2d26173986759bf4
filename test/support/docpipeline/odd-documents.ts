import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import {
  PDFArray,
  PDFDocument,
  PDFName,
  PDFString,
  StandardFonts,
  TextRenderingMode,
  setTextRenderingMode,
} from "@cantoo/pdf-lib";
import { PNG } from "pngjs";
import type { Sample } from "./corpus.ts";
import { createRandom, makeSecret, makeText } from "./personal-data.ts";
import { inFolder, tool } from "./pixels.ts";
import { a4, sketchPdf, type TruthPage } from "./sketch.ts";

const postcard = { width: 298, height: 420 };

/** Good documents in the forms that scanners, cameras and editors leave: what is not seen, and pixels stored otherwise. */
export async function oddDocuments(): Promise<Sample[]> {
  const { document, truth } = await sketchPdf([{ pieces: makeText(createRandom(31), 60, 7) }], postcard);
  const pdf = await document.save();
  const picture = async (name: string, bytes: Promise<Uint8Array>): Promise<Sample> => ({
    name,
    bytes: await bytes,
    truth,
    hidden: [],
  });
  return [
    await withLayers(),
    await edited(),
    await picture("cmyk.jpeg", render(pdf, ["-jpegcmyk"], "jpg")),
    await picture("progressive.jpeg", render(pdf, ["-jpeg", "-jpegopt", "progressive=y,quality=92"], "jpg")),
    await picture("palette.png", png(pdf, "palette")),
    await picture("sixteen-bit.png", png(pdf, "sixteenBit")),
    await picture("interlaced.png", png(pdf, "interlaced")),
    await picture("lzw.tif", render(pdf, ["-tiff", "-tiffcompression", "lzw"], "tif")),
    await picture("bilevel.tif", render(pdf, ["-tiff", "-mono", "-tiffcompression", "packbits"], "tif")),
  ];
}

/** Personal data in XMP, in a scanner's invisible text, in a layer that is switched off, and outside the crop box. */
async function withLayers(): Promise<Sample> {
  const random = createRandom(78);
  const secrets = Array.from({ length: 4 }, () => makeSecret(random)) as [string, string, string, string];
  const [described, read, layered, cropped] = secrets;
  const { document, truth } = await sketchPdf([{ pieces: makeText(random, 90, 9) }]);
  const { context } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.getPage(0);

  const xmp =
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ' +
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ' +
    `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${described}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
  document.catalog.set(
    PDFName.of("Metadata"),
    context.register(context.stream(xmp, { Type: "Metadata", Subtype: "XML" })),
  );

  page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
  page.drawText(read, { x: 60, y: 60, size: 10, font });
  page.pushOperators(setTextRenderingMode(TextRenderingMode.Fill));
  page.drawText(cropped, { x: 60, y: 4, size: 10, font });

  const off = context.register(context.obj({ Type: "OCG", Name: PDFString.of("Draft") }));
  document.catalog.set(
    PDFName.of("OCProperties"),
    context.obj({ OCGs: [off], D: { Order: [off], ON: [], OFF: [off] } }),
  );
  const form = context.register(
    context.stream(`BT /F 10 Tf 60 90 Td (${layered}) Tj ET`, {
      Type: "XObject",
      Subtype: "Form",
      BBox: [0, 0, a4.width, a4.height],
      OC: off,
      Resources: { Font: { F: font.ref } },
    }),
  );
  await document.flush();
  page.node.setXObject(PDFName.of("Draft"), form);
  const drawing = context.register(context.stream("q /Draft Do Q"));
  page.node.addContentStream(drawing);

  const crop = { x: 24, y: 24, width: a4.width - 48, height: a4.height - 48 };
  page.setCropBox(crop.x, crop.y, crop.width, crop.height);
  return {
    name: "layers.pdf",
    bytes: await document.save(),
    truth: truth.map((lines) => cropTo(lines, crop)),
    hidden: secrets,
  };
}

function cropTo(lines: TruthPage, crop: { x: number; y: number; width: number; height: number }): TruthPage {
  const above = a4.height - crop.y - crop.height;
  return lines.map((line) =>
    line.map((word) => ({
      ...word,
      left: (word.left * a4.width - crop.x) / crop.width,
      top: (word.top * a4.height - above) / crop.height,
      width: (word.width * a4.width) / crop.width,
      height: (word.height * a4.height) / crop.height,
    })),
  );
}

/** Personal data that was taken off the page by an edit, which only adds to the end of the file. */
async function edited(): Promise<Sample> {
  const random = createRandom(79);
  const removed = makeSecret(random);
  const { document, truth } = await sketchPdf([{ pieces: makeText(random, 60, 9) }]);
  const before = await PDFDocument.load(await document.save());
  const font = await before.embedFont(StandardFonts.Helvetica);
  before.getPage(0).drawText(removed, { x: 60, y: 60, size: 10, font });

  const after = await PDFDocument.load(await before.save(), { forIncrementalUpdate: true });
  const { node } = after.getPage(0);
  const contents = node.Contents();
  if (!(contents instanceof PDFArray)) throw new Error("the edited page has one stream, expected several");
  // The last stream that draws is the one with the secret; the library closes it with another.
  const kept = contents.asArray().slice(0, -2);
  node.set(PDFName.of("Contents"), after.context.obj(kept));
  return { name: "edited.pdf", bytes: await after.commit(), truth, hidden: [removed] };
}

function render(pdf: Uint8Array, args: readonly string[], ending: string): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const [from, to] = [join(folder, "in.pdf"), join(folder, "out")];
    await writeFile(from, pdf);
    await tool("pdftoppm", [...args, "-r", "150", "-singlefile", from, to]);
    return readFile(`${to}.${ending}`);
  });
}

/** A page as a gray PNG (https://www.w3.org/TR/png-3/) in a form that our decoder's own encoder does not write. */
async function png(pdf: Uint8Array, form: "palette" | "sixteenBit" | "interlaced"): Promise<Uint8Array> {
  const { width, height, data } = PNG.sync.read(Buffer.from(await render(pdf, ["-png"], "png")));
  const value = (x: number, y: number) => data[(y * width + x) * 4]!;
  const wide = form === "sixteenBit";
  const passes = form === "interlaced" ? adam7 : ([[0, 0, 1, 1]] as const);
  const rows: number[] = [];
  for (const [left, top, right, down] of passes) {
    for (let y = top; y < height && left < width; y += down) {
      rows.push(0);
      for (let x = left; x < width; x += right) rows.push(value(x, y), ...(wide ? [value(x, y)] : []));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([wide ? 16 : 8, form === "palette" ? 3 : 0, 0, 0, form === "interlaced" ? 1 : 0], 8);
  const grays = Uint8Array.from({ length: 768 }, (_, at) => Math.floor(at / 3));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...(form === "palette" ? [chunk("PLTE", grays)] : []),
    chunk("IDAT", deflateSync(Uint8Array.from(rows))),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** Where each pass of an interlaced PNG begins and how far it steps, in columns and rows. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
