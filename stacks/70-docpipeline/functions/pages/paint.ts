import type { Box } from "../events.ts";
import type { Raster } from "./raster.ts";

/** Textract's boxes hug the letters; antialiasing and swashes reach further. */
const marginOfHeight = 0.15;
const marginPixels = 2;

/** The pixels that a box covers on a page, with its margin; right and bottom exclusive. */
export function pixelsOf(box: Box, { width, height }: { width: number; height: number }) {
  const margin = Math.ceil(marginPixels + marginOfHeight * Math.min(box.height * height, box.width * width));
  return {
    left: Math.max(0, Math.floor(box.left * width) - margin),
    top: Math.max(0, Math.floor(box.top * height) - margin),
    right: Math.min(width, Math.ceil((box.left + box.width) * width) + margin),
    bottom: Math.min(height, Math.ceil((box.top + box.height) * height) + margin),
  };
}

/** Replaces what is under the boxes by black, in place. */
export function paint(raster: Raster, boxes: readonly Box[]): void {
  for (const box of boxes) {
    const { left, top, right, bottom } = pixelsOf(box, raster);
    for (let row = top; row < bottom; row++) {
      for (let at = (row * raster.width + left) * 4; at < (row * raster.width + right) * 4; at += 4) {
        raster.data[at] = 0;
        raster.data[at + 1] = 0;
        raster.data[at + 2] = 0;
        raster.data[at + 3] = 255;
      }
    }
  }
}
