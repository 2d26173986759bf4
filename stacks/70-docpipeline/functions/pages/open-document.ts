import type { DocumentType } from "../events.ts";
import { openJpeg, openPng, openTiff } from "./images.ts";
import { openPdf } from "./pdf.ts";
import type { Raster } from "./raster.ts";

/** A document whose pages can be rendered one by one. */
export interface OpenDocument {
  readonly pageCount: number;
  /** Renders a page, counted from 0, as a person would see it: turned upright by its own rotation mark. */
  render(page: number): RenderedPage;
  close(): void;
}

export interface RenderedPage {
  raster: Raster;
  /** The page's size in points (1/72 inch). */
  widthPoints: number;
  heightPoints: number;
}

/** More pixels than this are refused or scaled down: 25 megapixels are an A4 page at more than 500 dots per inch. */
export const maxPixels = 25_000_000;

/** Textract refuses longer sides (2880 points). */
export const maxPoints = 2_880;

/**
 * Opens a document of a known type.
 *
 * @throws DocumentFault when it is encrypted, damaged or has no pages
 */
export async function openDocument(
  type: DocumentType,
  bytes: Uint8Array,
  dotsPerInch: number,
): Promise<OpenDocument> {
  switch (type) {
    case "pdf":
      return openPdf(bytes, dotsPerInch);
    case "png":
      return openPng(bytes, dotsPerInch);
    case "jpeg":
      return openJpeg(bytes, dotsPerInch);
    case "tiff":
      return openTiff(bytes, dotsPerInch);
  }
}
