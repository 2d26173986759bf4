import { parseArgs } from "node:util";
import { bundlePipelineFunctions } from "../stacks/70-docpipeline/function-bundles.ts";
import { createPatternDetector } from "../tools/docpipeline/comprehend.ts";
import { buckets, startLocalPipeline } from "../tools/docpipeline/local-pipeline.ts";
import { print } from "../tools/output.ts";
import { runProcess } from "../tools/process.ts";
import { randomDocument, tenPageScan } from "../test/support/docpipeline/corpus.ts";
import { faultsInFile, faultsInSight } from "../test/support/docpipeline/oracles.ts";
import { names } from "../test/support/docpipeline/personal-data.ts";
import { createTruthReader, type TruthByExecution } from "../test/support/docpipeline/reader.ts";

/** `npm run bench:docpipeline`: memory and time of rendering a 10-page scan, and leaks in 500 random documents. */
const { values } = parseArgs({
  options: { documents: { type: "string", default: "500" }, from: { type: "string", default: "1" } },
});
const truths: TruthByExecution = new Map();
const pipeline = await startLocalPipeline({
  read: createTruthReader(truths),
  detect: createPatternDetector(names),
});
try {
  await measureScan();
  await countLeaks(Number(values.from), Number(values.documents));
} finally {
  await pipeline.stop();
}

/** Runs each rendering function on the scan in a process of its own, as Lambda does. */
async function measureScan(): Promise<void> {
  const scan = await tenPageScan();
  const { execution, versionId } = await pipeline.upload(scan.name, scan.bytes);
  truths.set(execution, scan.truth);
  await pipeline.deliverEvents();
  const { status } = await pipeline.finished(execution);
  print(`10-page scan of ${(scan.bytes.length / 1e6).toFixed(1)} MB: ${status}`);

  const document = { bucket: buckets.original, key: scan.name, versionId };
  const work = { bucket: buckets.work, prefix: `${execution}/` };
  const common = { document, type: "pdf", work, dotsPerInch: 200 };
  const bundles = bundlePipelineFunctions();
  for (const [name, event] of [
    ["flatten", common],
    ["mask", { ...common, findings: { bucket: buckets.work, key: `${execution}/findings.json` } }],
  ] as const) {
    const program = `
      const { handler } = await import(${JSON.stringify(`file://${bundles[name].folder}/index.mjs`)});
      const start = process.cpuUsage();
      await handler(${JSON.stringify(event)});
      const { user, system } = process.cpuUsage(start);
      console.log(JSON.stringify({ ms: (user + system) / 1_000, kb: process.resourceUsage().maxRSS }));`;
    const env = {
      AWS_ENDPOINT_URL: pipeline.aws.endpoint,
      AWS_REGION: pipeline.aws.region,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    };
    const { stdout, stderr } = await runProcess(process.execPath, ["--input-type=module", "-e", program], {
      env,
    });
    if (stdout === "") throw new Error(stderr);
    const { ms, kb } = JSON.parse(stdout) as { ms: number; kb: number };
    print(
      `  ${name}: ${(ms / 10).toFixed(0)} ms of processor time a page, ${(kb / 1024).toFixed(0)} MB at most`,
    );
  }
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
