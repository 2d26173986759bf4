import { beforeAll, expect, jest, test } from "@jest/globals";
import { join } from "node:path";
import { copyRepository } from "../support/repository-copy.ts";
import { rehearse, summarize, type RealRun } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

// One layer on the real engine: each fault breaks it as AWS would, and a plain `up` afterwards finishes what it left.

jest.setTimeout(300_000);

let repository: string;

beforeAll(async () => {
  repository = await copyRepository();
});

function start(): (...args: string[]) => Promise<RealRun> {
  const state = join(createTemporaryFolder(), "state");
  return (...args) => rehearse(repository, state, ["up", "00-account", "--no-policy", ...args]);
}
const messages = ({ report }: RealRun): string => JSON.stringify(report?.layers[0]?.faults);
const made = (run: RealRun): number => run.report?.layers[0]?.changes.created ?? 0;

test("what AWS refuses once is made by the next up, and nothing twice", async () => {
  const up = start();
  const refused = await up(
    "--fault",
    "fail,type=s3.Bucket,error=InternalError: We encountered an internal error.",
  );
  expect(refused.exitCode).toBe(1);
  expect(messages(refused)).toContain("InternalError: We encountered an internal error.");
  const mended = await up();
  expect(mended.exitCode).toBe(0);
  expect(made(refused) + made(mended)).toBe(made(await start()()));
});

test("what AWS accepts and is too slow with stays in the state, and the next up goes on with it", async () => {
  const up = start();
  const late = await up("--fault", "timeout,type=s3.Bucket");
  expect(late.exitCode).toBe(1);
  expect(messages(late)).toMatch(/timeout|timed out/i);
  expect((await up()).exitCode).toBe(0);
  expect(summarize(await up("--force"))).toEqual(["00-account/dev succeeded +0 ~0 -0"]);
});

test("throttling and news that travel slowly are waited for", async () => {
  const up = start();
  const slow = await up("--fault", "throttle,share=30%", "--fault", "lag,seconds=2,type=iam.Role");
  expect(messages(slow)).toBe("[]");
  expect(slow.exitCode).toBe(0);
});
