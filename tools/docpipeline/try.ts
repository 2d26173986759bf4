import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, extname, join, parse } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../errors.ts";
import { print, printError } from "../output.ts";
import { createPatternDetector } from "./comprehend.ts";
import { startLocalPipeline } from "./local-pipeline.ts";
import { readWithTesseract } from "./tesseract.ts";

/** `npm run docpipeline:try -- my.pdf`: one document through the whole pipeline on this machine. */
try {
  await tryDocument(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  printError(`${error.message}${error.remedy === undefined ? "" : `; ${error.remedy}`}`);
  process.exitCode = error.exitCode;
}

async function tryDocument(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: "string", multiple: true } },
  });
  const [path] = positionals;
  const remedy = 'run: npm run docpipeline:try -- my.pdf --name "Jane Doe"';
  if (path === undefined || positionals.length > 1) throw new UserError("expected one file", { remedy });
  if (!existsSync(path)) throw new UserError(`"${path}" does not exist`, { remedy });

  const pipeline = await startLocalPipeline({
    read: readWithTesseract,
    detect: createPatternDetector(values.name ?? []),
  });
  try {
    print("The state machines and functions are the layer's own. Two services are STAND-INS here:");
    print("  reading     tesseract instead of Amazon Textract");
    print(
      "  detection   patterns (mail, phone, card, social security number, street) and the names given with --name,",
    );
    print(
      "              instead of Amazon Comprehend, which finds far more. Do not trust this result with real data.",
    );
    const key = basename(path);
    const { execution } = await pipeline.upload(key, new Uint8Array(await readFile(path)));
    await pipeline.deliverEvents();
    const { status, error, cause } = await pipeline.finished(execution);
    const masked = await pipeline.processed(key);
    if (masked === undefined) throw new UserError(`${status}: ${error}: ${cause}`, { exitCode: 1 });

    const { dir, name } = parse(path);
    const target = join(dir, `${name}.masked${extname(path)}`);
    await writeFile(target, masked);
    const found = await pipeline.findings(execution);
    const counts = Object.entries(found.countByType).map(([type, count]) => `${count} ${type}`);
    print(`Found ${counts.join(", ") || "no personal data"}`);
    print(`Wrote ${target}`);
  } finally {
    await pipeline.stop();
  }
}
