import { readFileSync } from "node:fs";
import { init } from "@embedpdf/pdfium";
import { DocumentFault } from "../fault.ts";
import { maxPixels, maxPoints, type OpenDocument, type RenderedPage } from "./open-document.ts";
import { flattenAlpha } from "./raster.ts";

type Pdfium = Awaited<ReturnType<typeof init>>;

/** From fpdfview.h. */
const FPDF_ERR_PASSWORD = 4;
const FPDF_ANNOT = 0x01;
const FPDF_REVERSE_BYTE_ORDER = 0x10;
const FPDFBitmap_BGRA = 4;

let loaded: Promise<Pdfium> | undefined;

/** PDFium runs as WebAssembly: no native part to package, and a hostile file stays inside its sandbox. */
function loadPdfium(): Promise<Pdfium> {
  loaded ??= (async () => {
    const wasm = readFileSync(wasmPath());
    const pdfium = await init({ wasmBinary: new Uint8Array(wasm).buffer });
    pdfium.PDFiumExt_Init();
    return pdfium;
  })();
  return loaded;
}

/** The bundler puts the file beside the bundle. */
function wasmPath(): URL {
  return new URL("./pdfium.wasm", import.meta.url);
}

export async function openPdf(bytes: Uint8Array, dotsPerInch: number): Promise<OpenDocument> {
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const buffer = malloc(bytes.length);
  pdfium.pdfium.HEAPU8.set(bytes, buffer);

  const document = pdfium.FPDF_LoadMemDocument(buffer, bytes.length, "");
  if (document === 0) {
    const encrypted = pdfium.FPDF_GetLastError() === FPDF_ERR_PASSWORD;
    free(buffer);
    throw encrypted
      ? new DocumentFault("EncryptedDocument", "the PDF needs a password to be opened")
      : new DocumentFault("CorruptDocument", "the PDF's structure cannot be read");
  }
  return {
    pageCount: pdfium.FPDF_GetPageCount(document),
    render: (page) => renderPage(pdfium, document, page, dotsPerInch),
    close() {
      pdfium.FPDF_CloseDocument(document);
      free(buffer);
    },
  };
}

function renderPage(pdfium: Pdfium, document: number, index: number, dotsPerInch: number): RenderedPage {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new DocumentFault("CorruptDocument", `page ${index + 1} cannot be read`);
  try {
    const points = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) };
    const scale = scaleOf(points, dotsPerInch);
    const width = Math.max(1, Math.round(points.width * scale));
    const height = Math.max(1, Math.round(points.height * scale));
    const fit = Math.min(1, maxPoints / Math.max(points.width, points.height));
    return {
      raster: { width, height, data: renderPixels(pdfium, page, width, height) },
      widthPoints: points.width * fit,
      heightPoints: points.height * fit,
    };
  } finally {
    pdfium.FPDF_ClosePage(page);
  }
}

function renderPixels(pdfium: Pdfium, page: number, width: number, height: number): Uint8Array {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const length = width * height * 4;
  const buffer = malloc(length);
  if (buffer === 0) throw new Error("PDFium has no memory for the page");
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, FPDFBitmap_BGRA, buffer, width * 4);
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FPDF_ANNOT | FPDF_REVERSE_BYTE_ORDER);
    const data = pdfium.pdfium.HEAPU8.slice(buffer, buffer + length);
    flattenAlpha({ width, height, data });
    return data;
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
    free(buffer);
  }
}

function scaleOf({ width, height }: { width: number; height: number }, dotsPerInch: number): number {
  return Math.min(dotsPerInch / 72, Math.sqrt(maxPixels / (width * height)));
}
