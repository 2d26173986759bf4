import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PDFDocument, PDFName, PDFString, rgb, StandardFonts } from "@cantoo/pdf-lib";
import { PNG } from "pngjs";
import { deflateSync } from "node:zlib";
import { buildTiff } from "../../../stacks/70-docpipeline/functions/pages/tiff.ts";
import { oddDocuments } from "./odd-documents.ts";
import { createRandom, makeSecret, makeText, pick } from "./personal-data.ts";
import { inFolder, tool } from "./pixels.ts";
import { a4, a5, placeWord, sketchPdf, turn, type Piece, type SketchPage, type TruthPage } from "./sketch.ts";

/** A generated document and what is to become of it. */
export interface Sample {
  name: string;
  bytes: Uint8Array;
  truth: TruthPage[];
  /** Personal data that is in the file but not to be seen on a page. */
  hidden: string[];
  /** Undefined where it is to be masked; else the name of the failure. */
  failure?: string;
}

const text = (seed: number, words: number, every = 12) => makeText(createRandom(seed), words, every);

async function born(name: string, pages: SketchPage[], paper = a4): Promise<Sample> {
  const { document, truth } = await sketchPdf(pages, paper);
  return { name, bytes: await document.save(), truth, hidden: [] };
}

/** Good documents of every kind that the pipeline takes. */
export async function goodDocuments(): Promise<Sample[]> {
  return [
    await born("born-digital.pdf", [{ pieces: text(1, 220) }]),
    await born("no personal data.pdf", [{ pieces: text(2, 150, Infinity) }]),
    await born("two-columns.pdf", [{ pieces: text(3, 420, 8), columns: 2 }]),
    await born(
      "rotated.pdf",
      [90, 180, 270, 0].map((rotate, page) => ({ pieces: text(40 + page, 90, 8), rotate: rotate as 90 })),
    ),
    await brokenWords(),
    await atTheEdges(),
    await withEverythingHidden(),
    await scan("scanned.pdf", { pieces: text(5, 220) }, { noise: 24 }),
    await scan("scanned-turned.pdf", { pieces: text(6, 160) }, { noise: 0, rotate: 90 }),
    await picture("photo.jpg", { pieces: text(7, 120) }),
    await picture("scan.png", { pieces: text(8, 120) }),
    await picture("fax.tiff", { pieces: text(9, 120) }),
    await born(
      "sixty-pages.pdf",
      Array.from({ length: 60 }, (_, page) => ({ pieces: text(100 + page, 420, 25), size: 8, margin: 20 })),
      a5,
    ),
    ...(await oddDocuments()),
  ];
}

/** Documents that must fail, each by its name. */
export async function badDocuments(): Promise<Sample[]> {
  const good = await born("good.pdf", [{ pieces: text(10, 60) }], a5);
  const bad = (name: string, failure: string, bytes: Uint8Array): Sample => ({
    ...good,
    name,
    failure,
    bytes,
  });
  return [
    bad("empty.pdf", "EmptyDocument", new Uint8Array()),
    bad("encrypted.pdf", "EncryptedDocument", await encrypt(good.bytes)),
    bad(
      "corrupt.pdf",
      "CorruptDocument",
      Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(5_000, "x")]),
    ),
    bad(
      "truncated.png",
      "CorruptDocument",
      (await picture("x.png", { pieces: text(11, 20) })).bytes.subarray(0, 4_000),
    ),
    bad("a-pdf-named.png", "WrongExtension", good.bytes),
    bad("a-letter.docx", "UnsupportedType", Buffer.from("PK\x03\x04 this is not a document that we know")),
    bad(
      "too-many-pages.pdf",
      "TooManyPages",
      await (
        await sketchPdf(
          Array.from({ length: 101 }, () => ({ pieces: ["page"] })),
          a5,
        )
      ).document.save(),
    ),
  ];
}

/** Ten noisy pages at 150 dots per inch, as an office scanner makes them. */
export async function tenPageScan(): Promise<Sample> {
  const scanned = await scan("ten-pages.pdf", { pieces: text(55, 260) }, { noise: 24 });
  const source = await PDFDocument.load(scanned.bytes);
  const all = await PDFDocument.create();
  for (let page = 0; page < 10; page++) all.addPage((await all.copyPages(source, [0]))[0]);
  return { ...scanned, bytes: await all.save(), truth: Array.from({ length: 10 }, () => scanned.truth[0]!) };
}

/** A document made from a seed alone: born digital or scanned, upright or turned, one column or two. */
export async function randomDocument(seed: number): Promise<Sample> {
  const random = createRandom(seed);
  const sketch: SketchPage = {
    pieces: makeText(random, 20 + Math.floor(random() * 90), 3 + random() * 12),
    columns: pick(random, [1, 1, 2]),
    rotate: pick(random, [0, 0, 90, 180, 270]),
    size: 7 + Math.floor(random() * 5),
    margin: pick(random, [4, 20, 36]),
  };
  const paper = { width: 298, height: 420 };
  const scanned = random() < 0.2;
  const name = `random-${seed}.pdf`;
  if (!scanned) return born(name, [sketch], paper);
  return scan(
    name,
    { ...sketch, rotate: 0 },
    { noise: pick(random, [0, 16]), rotate: sketch.rotate ?? 0, paper },
  );
}

async function brokenWords(): Promise<Sample> {
  const line = (...pieces: Piece[]): Piece[] => [...pieces, "\n"];
  const { document, truth } = await sketchPdf([
    {
      pieces: [
        ...line("write", "to", "dmitri.dlamini42@mail-"),
        ...line("example.com", "for", "the", "deed", "of", "Carmen"),
        ...line("Jankowski", "whose", "number", "is", "212-"),
        ...line("45-6789", "and", "whose", "card", "4111", "1111"),
        ...line("1111", "1111", "was", "kept"),
      ],
    },
  ]);
  const secrets = [
    "dmitri.dlamini42@mail-",
    "example.com",
    "Carmen",
    "Jankowski",
    "212-",
    "45-6789",
    "4111",
    "1111",
  ];
  for (const word of truth.flat(2)) if (secrets.includes(word.text)) word.secret = word.text;
  return { name: "broken-at-line-ends.pdf", bytes: await document.save(), truth, hidden: [] };
}

async function atTheEdges(): Promise<Sample> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([a4.width, a4.height]);
  const secrets = ["123-45-6789", "987-65-4321", "111-22-3333", "222-33-4444"] as const;
  const size = 12;
  const width = font.widthOfTextAtSize(secrets[0], size);
  const corner = (secret: string, x: number, y: number) => [
    placeWord(page, font, { text: secret, x, y, size, secret }),
  ];
  const truth = [
    [
      corner(secrets[0], 0, a4.height - size * 0.75),
      corner(secrets[1], a4.width - width, a4.height - size * 0.75),
      [placeWord(page, font, { text: "middle", x: 280, y: 400, size })],
      corner(secrets[2], 0, size * 0.22),
      corner(secrets[3], a4.width - width, size * 0.22),
    ],
  ];
  return { name: "at-the-edges.pdf", bytes: await document.save(), truth, hidden: [] };
}

/** Personal data everywhere but in plain sight: metadata, attachment, annotation, form, white text, outside the page. */
async function withEverythingHidden(): Promise<Sample> {
  const random = createRandom(77);
  const { document, truth } = await sketchPdf([{ pieces: text(12, 80) }]);
  const hidden = Array.from({ length: 9 }, () => makeSecret(random));
  const [title, author, attached, fileName, comment, typed, white, outside, covered] = hidden as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.getPage(0);
  document.setTitle(title);
  document.setAuthor(author);
  await document.attach(Buffer.from(`attached: ${attached}`), `${fileName}.txt`, { mimeType: "text/plain" });
  const note = document.context.register(
    document.context.obj({
      Type: "Annot",
      Subtype: "Text",
      Rect: [300, 60, 320, 80],
      Contents: PDFString.of(comment),
    }),
  );
  page.node.set(PDFName.of("Annots"), document.context.obj([note]));
  const field = document.getForm().createTextField("applicant");
  field.setText(typed);
  field.addToPage(page, { x: 40, y: 90, width: 260, height: 18, font });
  // The field shows its text, so a reader reads it: as many words as it has, side by side.
  const words = typed.split(" ");
  truth[0]!.push(
    words.map((word, index) => ({
      text: word,
      left: (40 + (index * 260) / words.length) / a4.width,
      top: (a4.height - 108) / a4.height,
      width: 260 / words.length / a4.width,
      height: 18 / a4.height,
      secret: typed,
    })),
  );
  page.drawText(white, { x: 60, y: 60, size: 10, font, color: rgb(1, 1, 1) });
  page.drawText(outside, { x: -400, y: 300, size: 10, font });
  page.drawText(covered, { x: 330, y: 130, size: 9, font });
  page.drawRectangle({ x: 320, y: 120, width: 240, height: 30, color: rgb(0.8, 0.8, 0.8) });
  return { name: "hidden-everywhere.pdf", bytes: await document.save(), truth, hidden };
}

async function scan(
  name: string,
  sketch: SketchPage,
  { noise, rotate = 0, paper = a4 }: { noise: number; rotate?: 0 | 90 | 180 | 270; paper?: typeof a4 },
): Promise<Sample> {
  const { document, truth } = await sketchPdf([sketch], paper);
  const png = PNG.sync.read(Buffer.from(await renderPng(await document.save(), 150)));
  const random = createRandom(name.length);
  for (let at = 0; noise > 0 && at < png.data.length; at++) {
    if (at % 4 !== 3) png.data[at] = Math.max(0, png.data[at]! - Math.floor(random() * noise));
  }
  const scanned = await PDFDocument.create();
  const image = await scanned.embedPng(PNG.sync.write(png, { deflateLevel: 1 }));
  const page = scanned.addPage([paper.width, paper.height]);
  page.drawImage(image, { x: 0, y: 0, width: paper.width, height: paper.height });
  if (rotate !== 0) page.setRotation({ type: "degrees", angle: rotate } as never);
  return {
    name,
    bytes: await scanned.save(),
    truth: truth.map((lines) => lines.map((line) => line.map((word) => turn(word, rotate)))),
    hidden: [],
  };
}

async function picture(name: string, sketch: SketchPage): Promise<Sample> {
  const { document, truth } = await sketchPdf([sketch], a5);
  const pdf = await document.save();
  const secret = "Greta Hashimoto";
  if (name.endsWith(".png")) {
    return {
      name,
      truth,
      hidden: [secret],
      bytes: await tagged(await renderPng(pdf, 150), name, [`-Comment=${secret}`]),
    };
  }
  if (name.endsWith(".jpg")) {
    // Stored lying on its side, with the mark that turns it upright.
    document.getPage(0).setRotation({ type: "degrees", angle: 270 } as never);
    const lying = await inFolder(async (folder) => {
      await writeFile(join(folder, "in.pdf"), await document.save());
      await tool("pdftoppm", [
        "-jpeg",
        "-jpegopt",
        "quality=92",
        "-r",
        "150",
        "-singlefile",
        join(folder, "in.pdf"),
        join(folder, "out"),
      ]);
      return readFile(join(folder, "out.jpg"));
    });
    return {
      name,
      truth,
      hidden: [secret],
      bytes: await tagged(lying, name, ["-Orientation#=6", `-Artist=${secret}`]),
    };
  }
  const { width, height, data } = PNG.sync.read(Buffer.from(await renderPng(pdf, 150)));
  const gray = Uint8Array.from({ length: width * height }, (_, at) => data[at * 4]!);
  const page = { width, height, channels: 1 as const, deflated: deflateSync(gray) };
  const bytes = await tagged(buildTiff([page, page]), name, [`-Artist=${secret}`]);
  return { name, truth: [truth[0]!, truth[0]!], hidden: [secret], bytes };
}

async function renderPng(pdf: Uint8Array, dotsPerInch: number): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, "in.pdf"), pdf);
    await tool("pdftoppm", [
      "-png",
      "-r",
      String(dotsPerInch),
      "-singlefile",
      join(folder, "in.pdf"),
      join(folder, "out"),
    ]);
    return readFile(join(folder, "out.png"));
  });
}

async function tagged(bytes: Uint8Array, name: string, args: readonly string[]): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, name), bytes);
    await tool("exiftool", ["-q", "-overwrite_original", ...args, join(folder, name)]);
    return readFile(join(folder, name));
  });
}

async function encrypt(pdf: Uint8Array): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const [plain, locked] = [join(folder, "in.pdf"), join(folder, "out.pdf")];
    await writeFile(plain, pdf);
    await tool("qpdf", ["--encrypt", "secret", "owner", "256", "--", plain, locked]);
    return readFile(locked);
  });
}
