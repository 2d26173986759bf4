import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import UTIF from "utif2";
import { runProcess } from "../../../tools/process.ts";

/** A page in gray, 0 black to 255 white. */
export interface GrayPage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Runs one of Debian's tools and gives what it wrote. */
export async function tool(
  name: string,
  args: readonly string[],
  accept: readonly number[] = [0],
): Promise<string> {
  const result = await runProcess(name, args);
  if (result.startFailure !== undefined) {
    throw new Error(`${name} is not installed; run: test/support/install-test-tools.sh`);
  }
  if (!accept.includes(result.exitCode ?? -1)) throw new Error(`${name} ${args.join(" ")}: ${result.stderr}`);
  return result.stdout;
}

export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "docpipeline-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The pages of a file as poppler (PDF) or plain decoders (images) show them. */
export async function grayPages(bytes: Uint8Array, dotsPerInch: number): Promise<GrayPage[]> {
  const head = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (head === "%PDF") {
    return inFolder(async (folder) => {
      await writeFile(join(folder, "in.pdf"), bytes);
      await tool("pdftoppm", [
        "-gray",
        // What a viewer shows.
        "-cropbox",
        "-r",
        String(dotsPerInch),
        join(folder, "in.pdf"),
        join(folder, "page"),
      ]);
      const files = (await readdir(folder)).filter((name) => name.endsWith(".pgm")).sort();
      return Promise.all(files.map(async (name) => readPgm(await readFile(join(folder, name)))));
    });
  }
  if (head.startsWith("\x89PNG")) return [toGray(PNG.sync.read(Buffer.from(bytes)))];
  if (head.startsWith("\xff\xd8")) return [toGray(jpeg.decode(bytes, { maxMemoryUsageInMB: 1024 }))];
  const buffer = new Uint8Array(bytes).buffer;
  return UTIF.decode(buffer).map((image) => {
    UTIF.decodeImage(buffer, image);
    return toGray({ width: image.width, height: image.height, data: UTIF.toRGBA8(image) });
  });
}

function readPgm(bytes: Buffer): GrayPage {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString("latin1"))!;
  return {
    width: Number(header[1]),
    height: Number(header[2]),
    data: new Uint8Array(bytes.subarray(header[0].length)),
  };
}

function toGray({ width, height, data }: { width: number; height: number; data: Uint8Array }): GrayPage {
  const gray = new Uint8Array(width * height);
  for (let at = 0; at < gray.length; at++) {
    gray[at] = 0.299 * data[at * 4]! + 0.587 * data[at * 4 + 1]! + 0.114 * data[at * 4 + 2]!;
  }
  return { width, height, data: gray };
}

interface Fractions {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The lightest pixel in a box, a little inside its border. */
export function lightestIn(page: GrayPage, box: Fractions): number {
  const inset = 0.06 * Math.min(box.width * page.width, box.height * page.height);
  const left = Math.max(0, Math.round(box.left * page.width + inset));
  const right = Math.min(page.width, Math.round((box.left + box.width) * page.width - inset));
  const top = Math.max(0, Math.round(box.top * page.height + inset));
  const bottom = Math.min(page.height, Math.round((box.top + box.height) * page.height - inset));
  let lightest = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) lightest = Math.max(lightest, page.data[y * page.width + x]!);
  }
  return lightest;
}

/**
 * The largest difference between two renderings of a page in the mean of any 8 x 8 block that touches none of the
 * boxes, which are widened by `margin` of their lesser side. Means, because two renderers smooth letters differently.
 */
export function largestChangeOutside(
  a: GrayPage,
  b: GrayPage,
  boxes: readonly Fractions[],
  margin: number,
): number {
  if (Math.abs(a.width - b.width) > 1 || Math.abs(a.height - b.height) > 1) return 256;
  const hidden = new Uint8Array(a.width * a.height);
  for (const box of boxes) {
    const reach = margin * Math.min(box.width * a.width, box.height * a.height) + 2;
    const left = Math.max(0, Math.floor(box.left * a.width - reach));
    const right = Math.min(a.width, Math.ceil((box.left + box.width) * a.width + reach));
    const top = Math.max(0, Math.floor(box.top * a.height - reach));
    const bottom = Math.min(a.height, Math.ceil((box.top + box.height) * a.height + reach));
    for (let y = top; y < bottom; y++) hidden.fill(1, y * a.width + left, y * a.width + right);
  }
  const block = 8;
  let largest = 0;
  for (let y = 0; y + block < Math.min(a.height, b.height); y += block) {
    for (let x = 0; x + block < Math.min(a.width, b.width); x += block) {
      let sum = 0;
      let touched = false;
      for (let row = y; row < y + block; row++) {
        for (let column = x; column < x + block; column++) {
          touched ||= hidden[row * a.width + column] === 1;
          sum += a.data[row * a.width + column]! - b.data[row * b.width + column]!;
        }
      }
      if (!touched) largest = Math.max(largest, Math.abs(sum) / (block * block));
    }
  }
  return largest;
}
