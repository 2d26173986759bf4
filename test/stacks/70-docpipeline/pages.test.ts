import { expect, test } from "@jest/globals";
import { deflateSync } from "node:zlib";
import UTIF from "utif2";
import { orientationOf, turnUpright } from "../../../stacks/70-docpipeline/functions/pages/orientation.ts";
import { paint, pixelsOf } from "../../../stacks/70-docpipeline/functions/pages/paint.ts";
import {
  flattenAlpha,
  packPixels,
  type Raster,
} from "../../../stacks/70-docpipeline/functions/pages/raster.ts";
import { buildTiff } from "../../../stacks/70-docpipeline/functions/pages/tiff.ts";

/** A picture whose pixels are named by their red value. */
const picture = (rows: number[][]) => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.flat().flatMap((red) => [red, 0, 0, 255])),
});
const rowsOf = ({ width, height, data }: Raster) =>
  Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => data[(y * width + x) * 4]),
  );

// How each EXIF orientation stores the letter F's three corners 1 2 / 3 (https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, 4.6.4).
test.each([
  [
    1,
    [
      [1, 2],
      [3, 0],
      [5, 6],
    ],
  ],
  [
    2,
    [
      [2, 1],
      [0, 3],
      [6, 5],
    ],
  ],
  [
    3,
    [
      [6, 5],
      [0, 3],
      [2, 1],
    ],
  ],
  [
    4,
    [
      [5, 6],
      [3, 0],
      [1, 2],
    ],
  ],
  [
    5,
    [
      [1, 3, 5],
      [2, 0, 6],
    ],
  ],
  [
    6,
    [
      [2, 0, 6],
      [1, 3, 5],
    ],
  ],
  [
    7,
    [
      [6, 0, 2],
      [5, 3, 1],
    ],
  ],
  [
    8,
    [
      [5, 3, 1],
      [6, 0, 2],
    ],
  ],
])("a picture stored with orientation %i is turned upright", (orientation, stored) => {
  expect(rowsOf(turnUpright(picture(stored), orientation))).toEqual([
    [1, 2],
    [3, 0],
    [5, 6],
  ]);
});

test("a JPEG without an orientation mark is upright", () => {
  expect(orientationOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2))).toBe(1);
});

test("a box is painted with a margin, cut off at the page's edges, and nothing else changes", () => {
  const page = picture(Array.from({ length: 40 }, () => Array.from({ length: 60 }, () => 200)));
  const box = { left: 0.5, top: 0.5, width: 0.1, height: 0.1 };
  paint(page, [box]);
  expect(pixelsOf(box, page)).toEqual({ left: 27, top: 17, right: 39, bottom: 27 });
  rowsOf(page).forEach((row, y) =>
    row.forEach((red, x) => expect(red).toBe(x >= 27 && x < 39 && y >= 17 && y < 27 ? 0 : 200)),
  );
  expect(pixelsOf({ left: -0.1, top: 0.9, width: 2, height: 0.2 }, page)).toMatchObject({
    left: 0,
    right: 60,
    bottom: 40,
  });
});

test("colours under transparent pixels do not survive", () => {
  const page = { width: 1, height: 1, data: Uint8Array.of(10, 20, 30, 0) };
  flattenAlpha(page);
  expect([...page.data]).toEqual([255, 255, 255, 255]);
});

test.each([
  ["gray", [7, 7, 7, 255, 9, 9, 9, 255], { channels: 1, bytes: Uint8Array.of(7, 9) }],
  ["coloured", [7, 7, 7, 255, 9, 8, 9, 255], { channels: 3, bytes: Uint8Array.of(7, 7, 7, 9, 8, 9) }],
])("a %s page is packed without loss", (_, pixels, packed) => {
  expect(packPixels({ width: 2, height: 1, data: Uint8Array.from(pixels) })).toEqual(packed);
});

test("a TIFF of two pages, one gray and one coloured, reads back pixel by pixel", () => {
  const bytes = buildTiff([
    { width: 2, height: 1, channels: 1, deflated: deflateSync(Uint8Array.of(1, 2)) },
    { width: 1, height: 1, channels: 3, deflated: deflateSync(Uint8Array.of(3, 4, 5)) },
  ]);
  const buffer = new Uint8Array(bytes).buffer;
  const pages = UTIF.decode(buffer).map((page) => {
    UTIF.decodeImage(buffer, page);
    return [...UTIF.toRGBA8(page)];
  });
  expect(pages).toEqual([
    [1, 1, 1, 255, 2, 2, 2, 255],
    [3, 4, 5, 255],
  ]);
});
