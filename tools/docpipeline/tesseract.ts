import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { runProcess } from "../process.ts";
import type { DocumentReader, PageText } from "./textract.ts";

/** Reads pages by optical character recognition with tesseract: like Textract it sees pixels only. */
export const readWithTesseract: DocumentReader = async ({ bytes }) => {
  const folder = await mkdtemp(join(tmpdir(), "docpipeline-"));
  try {
    const file = join(folder, "document");
    await writeFile(file, bytes);
    const isPdf = Buffer.from(bytes.subarray(0, 4)).toString() === "%PDF";
    if (isPdf) await run("pdftoppm", ["-r", "200", "-gray", "-png", file, join(folder, "page")]);
    const images = isPdf
      ? (await readdir(folder)).filter((name) => name.endsWith(".png")).sort()
      : ["document"];
    const pages: PageText[] = [];
    for (const image of images) {
      pages.push(...parseTsv(await run("tesseract", [join(folder, image), "-", "--psm", "3", "tsv"])));
    }
    return pages;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Rows of level 1 are pages, with their size, of level 4 lines and of level 5 words (tesseract's manual, "tsv"). */
function parseTsv(tsv: string): PageText[] {
  const pages: PageText[] = [];
  let size = { width: 1, height: 1 };
  for (const row of tsv.split("\n").slice(1)) {
    const [level, , , , , , left, top, width, height, , text = ""] = row.split("\t");
    const box = { left: Number(left), top: Number(top), width: Number(width), height: Number(height) };
    if (level === "1") {
      size = { width: box.width, height: box.height };
      pages.push({ lines: [] });
    }
    if (level === "4") pages.at(-1)?.lines.push([]);
    if (level !== "5" || text.trim() === "") continue;
    pages
      .at(-1)
      ?.lines.at(-1)
      ?.push({
        text,
        left: box.left / size.width,
        top: box.top / size.height,
        width: box.width / size.width,
        height: box.height / size.height,
      });
  }
  return pages.map(({ lines }) => ({ lines: lines.filter((line) => line.length > 0) }));
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr, startFailure } = await runProcess(program, args);
  if (startFailure !== undefined) {
    throw new UserError(`${program} is not installed; run: test/support/install-test-tools.sh`, {
      exitCode: 1,
    });
  }
  if (exitCode !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}
