import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { identitiesOf } from "../support/planned.ts";
import { copyRepository } from "../support/repository-copy.ts";
import { readFiles, rehearse, summarize, type RealRun } from "../support/real-rollout.ts";
import { readRehearsed } from "../support/rehearsed-product.ts";
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

test("an engine that dies in mid-layer, and again, ends where one that lives does, once repair has adopted what was made", async () => {
  const state = createTemporaryFolder();
  const run = (...args: string[]) => rehearse(repository, state, args);
  let adoptions = 0;
  for (const nth of [4, 9]) {
    const died = await run("up", "00-account", "--no-policy", "--fault", `die,process=engine,nth=${nth}`);
    expect(summarize(died)[0]).toMatch(/^00-account\/dev (failed|unknown)/);
    // As one leaves it that dies while it writes: engines answer it with "EOF".
    await writeFile(join(state, "state", ".pulumi", "stacks", "00-account", "dev.json.attrs"), "");
    const adopt = (await pendingThatExist(state)).map(({ urn, id }) => `${urn}=${id}`);
    adoptions += adopt.length;
    const repaired = await run(
      "repair",
      "00-account",
      "--yes",
      ...adopt.flatMap((pair) => ["--adopt", pair]),
    );
    expect({ exitCode: repaired.exitCode, stderr: repaired.stderr }).toEqual({ exitCode: 0, stderr: "" });
  }
  expect(adoptions).toBeGreaterThan(0);
  expect((await run("up", "00-account", "--no-policy")).exitCode).toBe(0);

  const straight = createTemporaryFolder();
  expect((await rehearse(repository, straight, ["up", "00-account", "--no-policy"])).exitCode).toBe(0);
  const end = (folder: string) => ({
    state: identitiesOf(readRehearsed(folder)),
    aws: inAws(folder)
      .map(({ urn }) => urn)
      .sort(),
  });
  expect(end(state)).toEqual(end(straight));
});

function inAws(state: string): { urn: string; id: string }[] {
  const files = readFiles(join(state, "aws", "resources"));
  return Object.values(files).map((text) => JSON.parse(text) as { urn: string; id: string });
}

/** What AWS has made and nobody has told the engine. */
async function pendingThatExist(state: string): Promise<{ urn: string; id: string }[]> {
  const file = join(state, "state", ".pulumi", "stacks", "00-account", "dev.json");
  const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as {
    checkpoint: { latest: { pending_operations?: { resource: { urn: string } }[] } };
  };
  const pending = (checkpoint.latest.pending_operations ?? []).map(({ resource }) => resource.urn);
  return inAws(state).filter(({ urn }) => pending.includes(urn));
}
