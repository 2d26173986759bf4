import { deflateSync } from "node:zlib";
import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import type { DocumentType } from "../events.ts";
import { buildImagePdf, type PdfImage } from "./image-pdf.ts";
import type { RenderedPage } from "./open-document.ts";
import { packPixels, type Raster } from "./raster.ts";
import { buildTiff, type TiffImage } from "./tiff.ts";

export const contentTypes: Record<DocumentType, string> = {
  pdf: "application/pdf",
  png: "image/png",
  jpeg: "image/jpeg",
  tiff: "image/tiff",
};

const jpegQuality = 88;

/** Pages of text deflate to far less than this and stay exact; photographs and scans do not, and become JPEG. */
const losslessBytesPerPixel = 0.25;

/** Collects pages into a new file that holds their pixels and nothing else. Each page is packed as it comes. */
export function createEncoder(type: DocumentType): { add(page: RenderedPage): void; finish(): Uint8Array } {
  switch (type) {
    case "pdf": {
      const pages: PdfImage[] = [];
      return { add: (page) => pages.push(toPdfImage(page)), finish: () => buildImagePdf(pages) };
    }
    case "tiff": {
      const pages: TiffImage[] = [];
      return {
        add: ({ raster }) => {
          const { channels, bytes } = packPixels(raster);
          pages.push({
            width: raster.width,
            height: raster.height,
            channels,
            deflated: deflateSync(bytes, { level: 3 }),
          });
        },
        finish: () => buildTiff(pages),
      };
    }
    case "png":
      return lastPage(({ width, height, data }) =>
        PNG.sync.write(
          Object.assign(new PNG({ width, height }), {
            data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
          }),
          { colorType: 2, deflateLevel: 6 },
        ),
      );
    case "jpeg":
      return lastPage(encodeJpeg);
  }
}

function lastPage(encode: (raster: Raster) => Uint8Array) {
  let bytes = new Uint8Array();
  return {
    add: ({ raster }: RenderedPage) => void (bytes = new Uint8Array(encode(raster))),
    finish: () => bytes,
  };
}

function toPdfImage({ raster, widthPoints, heightPoints }: RenderedPage): PdfImage {
  const { channels, bytes } = packPixels(raster);
  const deflated = deflateSync(bytes, { level: 3 });
  const size = { width: raster.width, height: raster.height, widthPoints, heightPoints };
  return deflated.length <= raster.width * raster.height * losslessBytesPerPixel
    ? { ...size, filter: "FlateDecode", channels, bytes: deflated }
    : { ...size, filter: "DCTDecode", channels: 3, bytes: encodeJpeg(raster) };
}

function encodeJpeg(raster: Raster): Uint8Array {
  return jpeg.encode(raster, jpegQuality).data;
}
