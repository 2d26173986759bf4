import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import UTIF from "utif2";
import { DocumentFault } from "../fault.ts";
import { orientationOf, turnUpright } from "./orientation.ts";
import { maxPixels, maxPoints, type OpenDocument, type RenderedPage } from "./open-document.ts";
import { flattenAlpha, type Raster } from "./raster.ts";

export function openPng(bytes: Uint8Array, dotsPerInch: number): OpenDocument {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw corrupt("PNG");
  refuseHuge(header.getUint32(16), header.getUint32(20));
  return single(
    dotsPerInch,
    () => {
      const { width, height, data } = PNG.sync.read(Buffer.from(bytes), { checkCRC: true });
      return { width, height, data: new Uint8Array(data) };
    },
    "PNG",
  );
}

export function openJpeg(bytes: Uint8Array, dotsPerInch: number): OpenDocument {
  return single(
    dotsPerInch,
    () => {
      const { width, height, data } = jpeg.decode(bytes, {
        useTArray: true,
        formatAsRGBA: true,
        tolerantDecoding: false,
        maxResolutionInMP: maxPixels / 1_000_000,
        maxMemoryUsageInMB: 768,
      });
      return turnUpright({ width, height, data }, orientationOf(bytes));
    },
    "JPEG",
  );
}

export function openTiff(bytes: Uint8Array, dotsPerInch: number): OpenDocument {
  const buffer = new Uint8Array(bytes).buffer;
  const images = guarded("TIFF", () => UTIF.decode(buffer)).filter(({ t256, t257 }) => t256 && t257);
  for (const { t256, t257 } of images)
    refuseHuge(Number((t256 as number[])[0]), Number((t257 as number[])[0]));
  return {
    pageCount: images.length,
    render(page) {
      const image = images[page];
      if (image === undefined) throw corrupt("TIFF");
      const raster = guarded("TIFF", () => {
        UTIF.decodeImage(buffer, image);
        const { width, height } = image;
        const data = new Uint8Array(UTIF.toRGBA8(image));
        // What was decoded is kept by the library otherwise, page after page.
        image.data = new Uint8Array();
        if (data.length !== width * height * 4 || data.length === 0) throw corrupt("TIFF");
        const mark = Number((image["t274"] as number[] | undefined)?.[0] ?? 1);
        return turnUpright({ width, height, data }, mark);
      });
      return sized(raster, dotsPerInch);
    },
    close: () => undefined,
  };
}

function single(dotsPerInch: number, decode: () => Raster, format: string): OpenDocument {
  return {
    pageCount: 1,
    render: () => sized(guarded(format, decode), dotsPerInch),
    close: () => undefined,
  };
}

function sized(raster: Raster, dotsPerInch: number): RenderedPage {
  flattenAlpha(raster);
  const points = { width: (raster.width * 72) / dotsPerInch, height: (raster.height * 72) / dotsPerInch };
  const fit = Math.min(1, maxPoints / Math.max(points.width, points.height));
  return { raster, widthPoints: points.width * fit, heightPoints: points.height * fit };
}

function refuseHuge(width: number, height: number): void {
  if (width === 0 || height === 0) throw new DocumentFault("CorruptDocument", "the image has no pixels");
  if (width * height > maxPixels) {
    throw new DocumentFault(
      "TooLarge",
      `the image has ${width} x ${height} pixels, expected at most ${maxPixels / 1_000_000} million`,
    );
  }
}

/** Decoders throw all sorts of things at damaged input; jpeg-js says so when an image is too large. */
function guarded<T>(format: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DocumentFault) throw error;
    if (error instanceof Error && /maxResolutionInMP|maxMemoryUsageInMB/.test(error.message)) {
      throw new DocumentFault("TooLarge", `the image has more than ${maxPixels / 1_000_000} million pixels`);
    }
    throw corrupt(format);
  }
}

const corrupt = (format: string) => new DocumentFault("CorruptDocument", `the ${format} cannot be decoded`);
