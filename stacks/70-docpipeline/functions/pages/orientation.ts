import type { Raster } from "./raster.ts";

/**
 * The EXIF orientation (1 to 8) of a JPEG. A camera stores a turned photo with this mark instead of turning it; the
 * result carries no marks, so the pixels must be turned.
 */
export function orientationOf(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  while (at + 4 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xe1 && at + 2 + length <= view.byteLength && length >= 16) {
      const found = orientationInExif(new DataView(jpeg.buffer, jpeg.byteOffset + at + 4, length - 2));
      if (found !== undefined) return found;
    }
    if (marker === 0xda) break;
    at += 2 + length;
  }
  return 1;
}

function orientationInExif(segment: DataView): number | undefined {
  if (segment.getUint32(0) !== 0x45786966) return undefined;
  const little = segment.getUint16(6) === 0x4949;
  const directory = 6 + segment.getUint32(10, little);
  if (directory + 2 > segment.byteLength) return undefined;
  const entries = segment.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + entries * 12; entry += 12) {
    if (entry + 12 > segment.byteLength) return undefined;
    if (segment.getUint16(entry, little) === 0x0112) return segment.getUint16(entry + 8, little);
  }
  return undefined;
}

/** The picture as its orientation mark asks for: 2, 4, 5 and 7 mirror, 5 to 8 swap width and height. */
export function turnUpright(raster: Raster, orientation: number): Raster {
  if (!(orientation >= 2 && orientation <= 8)) return raster;
  const { width, height } = raster;
  const swap = orientation >= 5;
  const turned = { width: swap ? height : width, height: swap ? width : height };
  const from = new Uint32Array(
    raster.data.buffer.slice(raster.data.byteOffset, raster.data.byteOffset + raster.data.byteLength),
  );
  const to = new Uint32Array(from.length);
  const flipX = [2, 3, 7, 8].includes(orientation);
  const flipY = [3, 4, 6, 7].includes(orientation);
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const column = swap ? y : x;
      const row = swap ? x : y;
      const source = (flipY ? height - 1 - row : row) * width + (flipX ? width - 1 - column : column);
      to[y * turned.width + x] = from[source]!;
    }
  }
  return { ...turned, data: new Uint8Array(to.buffer) };
}
