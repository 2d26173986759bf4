import { bundlePipelineFunctions } from "../stacks/70-docpipeline/function-bundles.ts";
import { createPatternDetector } from "../tools/docpipeline/comprehend.ts";
import { buckets, startLocalPipeline } from "../tools/docpipeline/local-pipeline.ts";
import { runProcess } from "../tools/process.ts";
import { tenPageScan } from "../test/support/docpipeline/corpus.ts";
import { names } from "../test/support/docpipeline/personal-data.ts";
import { createTruthReader, type TruthByExecution } from "../test/support/docpipeline/reader.ts";
import type { Benchmark } from "./harness/benchmark.ts";
import type { Measure } from "./harness/results.ts";
import { root } from "./harness/tool.ts";

const pages = 10;
const functions = ["flatten", "mask"] as const;

export const masking: Benchmark = {
  name: "masking",
  question: "What does a page of a scanned document take of a Lambda function?",
  byDefault: true,
  async run({ quick, say }) {
    await installTestTools();
    const truths: TruthByExecution = new Map();
    const read = createTruthReader(truths);
    const pipeline = await startLocalPipeline({ read, detect: createPatternDetector(names) });
    try {
      const scan = await tenPageScan();
      const { execution, versionId } = await pipeline.upload(scan.name, scan.bytes);
      truths.set(execution, scan.truth);
      await pipeline.deliverEvents();
      const { status } = await pipeline.finished(execution);
      if (status !== "SUCCEEDED") throw new Error(`the pipeline ended with ${status}, expected SUCCEEDED`);

      const bundles = bundlePipelineFunctions();
      const document = { bucket: buckets.original, key: scan.name, versionId };
      const work = { bucket: buckets.work, prefix: `${execution}/` };
      const common = { document, type: "pdf", work, dotsPerInch: 200 };
      const findings = { bucket: buckets.work, key: `${execution}/findings.json` };
      const events = { flatten: common, mask: { ...common, findings } };
      const env = {
        AWS_ENDPOINT_URL: pipeline.aws.endpoint,
        AWS_REGION: pipeline.aws.region,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      };
      const used: Record<string, Usage[]> = { flatten: [], mask: [] };
      for (let round = 0; round < (quick ? 1 : 5); round++) {
        for (const name of functions) {
          const usage = await runOnce(`${bundles[name].folder}/index.mjs`, events[name], env);
          used[name]?.push(usage);
          say(`${name}: ${usage.seconds.toFixed(1)} s, ${usage.megabytes.toFixed(0)} MB`);
        }
      }
      const megabytes = (scan.bytes.length / 1e6).toFixed(1);
      return {
        measures: functions.flatMap((name): Measure[] => [
          {
            ...{ id: `${name}-page`, what: `${name}: processor time a page`, unit: "ms" },
            samples: (used[name] ?? []).map(({ seconds }) => (seconds / pages) * 1000),
          },
          {
            ...{ id: `${name}-peak`, what: `${name}: peak memory`, unit: "MB" },
            samples: (used[name] ?? []).map((usage) => usage.megabytes),
          },
        ]),
        notes: [
          `${pages} pages scanned at 200 dots an inch, ${megabytes} MB; a process for each, as in Lambda.`,
        ],
      };
    } finally {
      await pipeline.stop();
    }
  },
};

/** The pipeline runs on an emulator of S3, SQS and Step Functions. */
async function installTestTools(): Promise<void> {
  const { exitCode, stderr } = await runProcess("bash", ["test/support/install-test-tools.sh"], {
    cwd: root,
  });
  if (exitCode !== 0)
    throw new Error(`test/support/install-test-tools.sh ended with ${exitCode}:\n${stderr}`);
}

interface Usage {
  /** Of processor time. */
  readonly seconds: number;
  readonly megabytes: number;
}

async function runOnce(module: string, event: object, env: Record<string, string>): Promise<Usage> {
  const program = `
    const { handler } = await import(${JSON.stringify(`file://${module}`)});
    const start = process.cpuUsage();
    await handler(${JSON.stringify(event)});
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));`;
  const args = ["--input-type=module", "-e", program];
  const { stdout, stderr } = await runProcess(process.execPath, args, { env });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Usage;
}
