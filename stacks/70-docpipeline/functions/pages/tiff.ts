/** One page of a TIFF, its rows packed as one deflated strip. */
export interface TiffImage {
  width: number;
  height: number;
  channels: 1 | 3;
  deflated: Uint8Array;
}

const SHORT = 3;
const LONG = 4;

/** A little-endian TIFF (revision 6.0) with nothing but the fields a reader needs. */
export function buildTiff(pages: readonly TiffImage[]): Uint8Array {
  const parts: Uint8Array[] = [new Uint8Array([0x49, 0x49, 42, 0])];
  let length = 4;
  const write = (bytes: Uint8Array) => {
    parts.push(bytes);
    length += bytes.length;
  };
  pages.forEach((page, index) => {
    const even = page.deflated.length + (page.deflated.length % 2);
    const directory = length + 4 + even + 6;
    const strip = length + 4;
    write(longs(directory));
    write(page.deflated);
    write(new Uint8Array(even - page.deflated.length));
    write(shorts(8, 8, 8));
    const fields: [tag: number, type: number, count: number, value: number][] = [
      [256, LONG, 1, page.width],
      [257, LONG, 1, page.height],
      [258, SHORT, page.channels, page.channels === 1 ? 8 : directory - 6],
      [259, SHORT, 1, 8],
      [262, SHORT, 1, page.channels === 1 ? 1 : 2],
      [273, LONG, 1, strip],
      [277, SHORT, 1, page.channels],
      [278, LONG, 1, page.height],
      [279, LONG, 1, page.deflated.length],
      [284, SHORT, 1, 1],
    ];
    write(shorts(fields.length));
    for (const [tag, type, count, value] of fields) {
      write(shorts(tag, type));
      write(longs(count, value));
    }
    // Each directory ends in the offset of the next: the four bytes that the next page begins with.
    if (index === pages.length - 1) write(longs(0));
  });
  return Buffer.concat(parts, length);
}

const shorts = (...values: number[]) => new Uint8Array(new Uint16Array(values).buffer);
const longs = (...values: number[]) => new Uint8Array(new Uint32Array(values).buffer);
