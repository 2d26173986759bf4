import { parseArgs } from "node:util";
import { createPatternDetector } from "../tools/docpipeline/comprehend.ts";
import { startLocalPipeline } from "../tools/docpipeline/local-pipeline.ts";
import { print } from "../tools/output.ts";
import { randomDocument } from "../test/support/docpipeline/corpus.ts";
import { faultsInFile, faultsInSight } from "../test/support/docpipeline/oracles.ts";
import { names } from "../test/support/docpipeline/personal-data.ts";
import { createTruthReader, type TruthByExecution } from "../test/support/docpipeline/reader.ts";

/** `npm run docpipeline:leaks`: what personal data is left in 500 random documents after the pipeline. */
const { values } = parseArgs({
  options: { documents: { type: "string", default: "500" }, from: { type: "string", default: "1" } },
});
const truths: TruthByExecution = new Map();
const pipeline = await startLocalPipeline({
  read: createTruthReader(truths),
  detect: createPatternDetector(names),
});
try {
  await countLeaks(Number(values.from), Number(values.documents));
} finally {
  await pipeline.stop();
}

async function countLeaks(from: number, count: number): Promise<void> {
  let faulty = 0;
  for (let seed = from; seed < from + count; seed++) {
    const sample = await randomDocument(seed);
    const { execution } = await pipeline.upload(sample.name, sample.bytes);
    truths.set(execution, sample.truth);
    await pipeline.deliverEvents();
    const { status, error, cause } = await pipeline.finished(execution);
    const masked = await pipeline.processed(sample.name);
    const faults =
      masked === undefined
        ? [`${status} ${error} ${cause}`]
        : [...(await faultsInSight(sample, masked)), ...(await faultsInFile(sample, masked))];
    const done = seed - from + 1;
    if (done % 50 === 0) print(`  ${done} of ${count}, ${faulty} with faults`);
    if (faults.length === 0) continue;
    faulty += 1;
    print(`  ${sample.name}: ${faults.join("; ")}`);
  }
  print(`${count} random documents: ${faulty} with faults`);
  if (faulty > 0) process.exitCode = 1;
}
