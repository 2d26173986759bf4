import { type PDFFont, PDFDocument, type PDFPage, degrees, rgb, StandardFonts } from "@cantoo/pdf-lib";

/** A word as the generator put it on a page; the box is in fractions of the page as a person sees it, from its top left. */
export interface TruthWord {
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
  /** The planted piece of personal data that it belongs to. */
  secret?: string;
}

export type TruthPage = TruthWord[][];

/** Text to put on a page: a word, or the words of one piece of personal data. */
export type Piece = string | { secret: string };

export interface SketchPage {
  pieces: Piece[];
  columns?: 1 | 2;
  rotate?: 0 | 90 | 180 | 270;
  size?: number;
  margin?: number;
}

export const a4 = { width: 595, height: 842 };
export const a5 = { width: 420, height: 595 };

/** Draws pages of flowing text and remembers where each word went. */
export async function sketchPdf(
  pages: readonly SketchPage[],
  paper = a4,
): Promise<{ document: PDFDocument; truth: TruthPage[] }> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const truth = pages.map((sketch) => {
    const page = document.addPage([paper.width, paper.height]);
    page.setRotation(degrees(sketch.rotate ?? 0));
    return drawPage(page, font, sketch).map((line) => line.map((word) => turn(word, sketch.rotate ?? 0)));
  });
  return { document, truth };
}

function drawPage(
  page: PDFPage,
  font: PDFFont,
  { pieces, columns = 1, size = 11, margin = 40 }: SketchPage,
): TruthPage {
  const { width, height } = page.getSize();
  const gutter = 24;
  const columnWidth = (width - 2 * margin - (columns - 1) * gutter) / columns;
  const space = font.widthOfTextAtSize(" ", size);
  const lines: TruthWord[][] = [];
  let column = 0;
  let x = 0;
  let baseline = height - margin - size;
  let line: TruthWord[] = [];
  const endLine = () => {
    if (line.length > 0) lines.push(line);
    line = [];
    x = 0;
    baseline -= size * 1.5;
    if (baseline < margin && column + 1 < columns) {
      column += 1;
      baseline = height - margin - size;
    }
  };
  /** Whether as many words as wide as these surely still fit: half a piece of personal data is none. */
  const fits = (text: string) => {
    const lower = baseline - size * 1.5 * Math.ceil(font.widthOfTextAtSize(text, size) / columnWidth);
    return lower >= margin || column + 1 < columns;
  };
  const place = (text: string, secret?: string) => {
    const wordWidth = font.widthOfTextAtSize(text, size);
    if (x > 0 && x + wordWidth > columnWidth) endLine();
    if (baseline < margin - 1) return;
    const left = margin + column * (columnWidth + gutter) + x;
    page.drawText(text, { x: left, y: baseline, size, font });
    line.push({
      ...boxOf(left, baseline, wordWidth, size, width, height),
      text,
      ...(secret !== undefined && { secret }),
    });
    x += wordWidth + space;
  };
  for (const piece of pieces) {
    if (piece === "\n") endLine();
    else if (typeof piece === "string") place(piece);
    else if (fits(piece.secret)) for (const word of piece.secret.split(" ")) place(word, piece.secret);
  }
  endLine();
  // Textract reads straight across columns: row by row.
  return columns === 1 ? lines : [...lines].sort((a, b) => a[0]!.top - b[0]!.top || a[0]!.left - b[0]!.left);
}

/** Puts words at exact places, for text at the edges of the paper. */
export function placeWord(
  page: PDFPage,
  font: PDFFont,
  { text, x, y, size, secret }: { text: string; x: number; y: number; size: number; secret?: string },
): TruthWord {
  const { width, height } = page.getSize();
  page.drawText(text, { x, y, size, font, color: rgb(0, 0, 0) });
  return {
    ...boxOf(x, y, font.widthOfTextAtSize(text, size), size, width, height),
    text,
    ...(secret !== undefined && { secret }),
  };
}

function boxOf(x: number, baseline: number, wordWidth: number, size: number, width: number, height: number) {
  return {
    left: x / width,
    top: (height - baseline - size * 0.75) / height,
    width: wordWidth / width,
    height: (size * 0.97) / height,
  };
}

/** Where a box goes when its page is turned clockwise. */
export function turn(word: TruthWord, rotation: 0 | 90 | 180 | 270): TruthWord {
  const { left, top, width, height } = word;
  switch (rotation) {
    case 0:
      return word;
    case 90:
      return { ...word, left: 1 - top - height, top: left, width: height, height: width };
    case 180:
      return { ...word, left: 1 - left - width, top: 1 - top - height };
    case 270:
      return { ...word, left: top, top: 1 - left - width, width: height, height: width };
  }
}
