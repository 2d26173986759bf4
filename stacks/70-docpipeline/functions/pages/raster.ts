/** One page as pixels: 8 bits each of red, green, blue and (ignored) alpha, rows from the top. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array;
}

/** The pixels as one byte each where the page has no colour, else as three. */
export function packPixels({ width, height, data }: Raster): { channels: 1 | 3; bytes: Uint8Array } {
  const pixels = width * height;
  const channels = isGray(data) ? 1 : 3;
  const bytes = new Uint8Array(pixels * channels);
  if (channels === 1) {
    for (let pixel = 0; pixel < pixels; pixel++) bytes[pixel] = data[pixel * 4]!;
  } else {
    for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
      bytes[to] = data[from]!;
      bytes[to + 1] = data[from + 1]!;
      bytes[to + 2] = data[from + 2]!;
    }
  }
  return { channels, bytes };
}

/** Lays the pixels on white, in place: what is transparent would otherwise keep colours that nobody sees. */
export function flattenAlpha({ data }: Raster): void {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]!;
    if (alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++) {
      data[channel] = Math.round((data[channel]! * alpha + 255 * (255 - alpha)) / 255);
    }
    data[at + 3] = 255;
  }
}

function isGray(data: Uint8Array): boolean {
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  }
  return true;
}
