import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sample } from "./corpus.ts";
import { grayPages, inFolder, largestChangeOutside, lightestIn, tool } from "./pixels.ts";
import type { TruthWord } from "./sketch.ts";

const dotsPerInch = 100;

/** Above this a pixel is not the black that was painted; JPEG wobbles a little. */
const darkest = 70;

/** Every piece of personal data that the document holds, in sight or not. */
export const secretsOf = ({ truth, hidden }: Sample): string[] => [
  ...new Set([...truth.flat(2).flatMap(({ secret }) => secret ?? []), ...hidden]),
];

/** What is wrong with a masked file, as far as it can be seen: readable personal data, or changes elsewhere. */
export async function faultsInSight(sample: Sample, masked: Uint8Array): Promise<string[]> {
  const [before, after] = [
    await grayPages(await upright(sample), dotsPerInch),
    await grayPages(masked, dotsPerInch),
  ];
  if (before.length !== after.length) return [`${after.length} pages, expected ${before.length}`];
  return after.flatMap((page, index) => {
    const lines = sample.truth[index] ?? [];
    const secrets = lines.flat().filter(({ secret }) => secret !== undefined);
    const readable = secrets
      .filter((word) => lightestIn(page, word) > darkest)
      .map(({ text }) => `"${text}" can be seen on page ${index + 1}`);
    const change = largestChangeOutside(before[index]!, page, [...secrets, ...gaps(lines)], 0.6);
    return change > 110
      ? [...readable, `page ${index + 1} changed by ${change.toFixed(0)} outside the boxes`]
      : readable;
  });
}

/** What is wrong with a masked file, as far as Debian's tools find it in the file's bytes, text and metadata. */
export async function faultsInFile(sample: Sample, masked: Uint8Array): Promise<string[]> {
  return inFolder(async (folder) => {
    const path = join(folder, sample.name.replaceAll(" ", "_"));
    await writeFile(path, masked);
    const found: string[] = [];
    const metadata = await tool("exiftool", ["-a", "-u", "-ee", "-G1", path]);
    let everything = `${metadata}\n${Buffer.from(masked).toString("latin1")}`;
    if (sample.name.endsWith(".pdf")) {
      await tool("qpdf", ["--check", path]);
      const text = await tool("pdftotext", ["-layout", path, "-"]);
      if (text.trim() !== "") found.push(`pdftotext finds text: ${text.trim().slice(0, 80)}`);
      const plain = join(folder, "plain.pdf");
      await tool("qpdf", ["--qdf", "--object-streams=disable", path, plain]);
      everything += await tool("grep", ["-a", "-o", "/[A-Z][A-Za-z]*", plain]);
      const allowed =
        /^\/(?:Catalog|Pages|Page|Kids|Count|Type|Parent|MediaBox|Contents|Resources|XObject|P|Length|Subtype|Image|Width|Height|BitsPerComponent|ColorSpace|DeviceGray|DeviceRGB|Filter|FlateDecode|DCTDecode|Size|Root|ID|Do|I|DecodeParms|Info)$/;
      const names = await tool("qpdf", ["--json", "--json-stream-data=none", path]);
      for (const [, name] of names.matchAll(/"(\/[A-Z][A-Za-z]*)"/g)) {
        if (!allowed.test(name!)) found.push(`the file holds ${name}`);
      }
      everything += names;
    }
    for (const secret of secretsOf(sample)) {
      if (everything.includes(secret)) found.push(`"${secret}" is in the file`);
    }
    return found;
  });
}

/** The gaps between words of one secret, which are painted with it. */
function gaps(lines: readonly TruthWord[][]): TruthWord[] {
  return lines.flatMap((line) =>
    line.flatMap((word, index) => {
      const next = line[index + 1];
      if (word.secret === undefined || next?.secret === undefined) return [];
      const right = Math.max(word.left + word.width, next.left + next.width);
      const bottom = Math.max(word.top + word.height, next.top + next.height);
      const [left, top] = [Math.min(word.left, next.left), Math.min(word.top, next.top)];
      return [{ text: "", left, top, width: right - left, height: bottom - top }];
    }),
  );
}

/** A JPEG with its orientation mark applied by an independent tool, as a viewer would show it. */
async function upright(sample: Sample): Promise<Uint8Array> {
  if (!sample.name.endsWith(".jpg")) return sample.bytes;
  const [page] = await grayPages(sample.bytes, dotsPerInch);
  const { width, height, data } = page!;
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Mark 6: the first row is the right side.
      const to = (x * height + (height - 1 - y)) * 4;
      rgba.fill(data[y * width + x]!, to, to + 3);
    }
  }
  const { PNG } = await import("pngjs");
  return PNG.sync.write(Object.assign(new PNG({ width: height, height: width }), { data: rgba }));
}
