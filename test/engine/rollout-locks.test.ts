import { readdir, readFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { readJournal } from "../../tools/journal.ts";
import { createRolloutRig, operations, type RolloutRig } from "../support/rollout-rig.ts";
import { writeFileAt } from "../support/temporary-folder.ts";

const layers = { "10-a": {}, "20-b": { reads: ["10-a"] } };
const since = "2026-01-01T00:00:00Z";
/** Above what any Linux gives out. */
const deadProcess = 99_999_999;

async function lockFileOf(rig: RolloutRig): Promise<string> {
  const folder = join(rig.root, "backend", ".rollout-locks");
  for (let tries = 0; tries < 200; tries++) {
    const [name] = await readdir(folder).catch(() => []);
    if (name !== undefined && /^dev-[0-9a-f]{8}\.json$/.test(name)) return join(folder, name);
    await sleep(50);
  }
  throw new Error("the environment was never locked");
}

test("a second rollout of an environment does not start, and says who rolls it out", async () => {
  const rig = await createRolloutRig(layers);
  await rig.script({ "10-a": { seconds: 6 } });
  const first = rig.start(["up", "--yes"]);
  const lock = JSON.parse(await readFile(await lockFileOf(rig), "utf8")) as { since: string };
  const second = await rig.run(["up", "--yes"]);
  expect(second).toMatchObject({
    exitCode: 1,
    stdout: "",
    stderr: [
      `error: environment "dev" is being rolled out by ${userInfo().username} on ${hostname()} (process ${first.pid}, since ${lock.since.replace(/\.\d+Z$/, "Z")}), expected nobody`,
      "to do: wait until that rollout has ended; nothing was changed",
    ].join("\n"),
  });
  expect((await first.result).exitCode).toBe(0);
  expect(await operations(rig)).toEqual(["up 10-a/dev", "up 20-b/dev"]);
  expect(await readdir(join(rig.root, "backend", ".rollout-locks"))).toEqual([]);
});

test("the lock of a process that is gone is taken over with a line, that of another machine is not", async () => {
  const rig = await createRolloutRig(layers);
  const first = rig.start(["up", "--yes"]);
  const file = await lockFileOf(rig);
  await first.result;
  await writeFileAt(file, JSON.stringify({ host: hostname(), pid: deadProcess, user: "anna", since }));
  const after = await rig.run(["up", "--yes"]);
  expect({ exitCode: after.exitCode, stderr: after.stderr }).toEqual({
    exitCode: 0,
    stderr: `took over the lock of anna on ${hostname()} (process ${deadProcess}, since ${since}), which is gone`,
  });
  await writeFileAt(file, JSON.stringify({ host: "elsewhere", pid: 1, user: "anna", since }));
  expect(await rig.run(["up", "--yes"])).toMatchObject({
    exitCode: 1,
    stderr: [
      `error: environment "dev" is being rolled out by anna on elsewhere (process 1, since ${since}), expected nobody`,
      `to do: wait until it has ended, or remove ${file} when it was killed; nothing was changed`,
    ].join("\n"),
  });
  const repair = await rig.run(["repair", "--yes"]);
  expect(repair).toMatchObject({
    exitCode: 1,
    stdout: [
      `environment "dev" is locked by anna on elsewhere (process 1, since ${since})`,
      "  left alone: nobody here can tell whether it still runs; add --force when it does not",
    ].join("\n"),
  });
  expect((await rig.run(["repair", "--yes", "--force"])).exitCode).toBe(0);
  expect((await rig.run(["up", "--yes"])).exitCode).toBe(0);
});

test("a stack that a killed update has locked is told with who it was and the command that unlocks it", async () => {
  const rig = await createRolloutRig(layers);
  await rig.run(["up", "--yes"]);
  const lock = { pid: deadProcess, username: "bert", hostname: hostname(), timestamp: since };
  const file = join(rig.root, "backend", ".pulumi", "locks", "organization", "10-a", "dev", "1.json");
  await writeFileAt(file, JSON.stringify(lock));
  const { exitCode, stdout } = await rig.run(["up", "--yes", "--force"]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    `the stack is locked by bert on ${hostname()} (process ${deadProcess}, since ${since}), which was killed`,
  );
  expect(stdout).toContain(
    "to do: when nobody updates it, unlock it with: rollout repair 10-a/dev (or: pulumi cancel --stack organization/10-a/dev)",
  );
  const repaired = await rig.run(["repair", "10-a", "--yes"]);
  expect(repaired.stdout).toContain("done: pulumi cancel --stack organization/10-a/dev");
  expect(await operations(rig)).toContain("cancel 10-a/dev");
});

test("--resume goes with nothing that would change what is resumed", async () => {
  const rig = await createRolloutRig(layers);
  expect(await rig.run(["up", "--resume", "--force"])).toMatchObject({
    exitCode: 2,
    stderr: [
      "error: --force means nothing with --resume, which goes on as the rollout was started",
      "to do: drop --force or --resume",
    ].join("\n"),
  });
  expect(await rig.run(["up", "--resume"])).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: there is no rollout of "dev" to resume: its journal is missing or broken',
      "to do: start it again without --resume; layers that are up to date are skipped",
    ].join("\n"),
  });
});

test("the engine of a killed rollout is waited for, also when the rollout that waited for it was killed too", async () => {
  const rig = await createRolloutRig(layers);
  await rig.script({ "10-a": { seconds: 6 } });
  const calls = async (event: string, stack: string) =>
    (await rig.calls()).filter(
      (call) => call.event === event && call.command === "up" && call.stack === stack,
    );
  const first = rig.start(["up", "--yes"]);
  while ((await calls("start", "10-a/dev")).length === 0) await sleep(20);
  first.cancel("SIGKILL");
  await first.result;

  const second = rig.start(["up", "--yes", "--resume"]);
  const journal = join(rig.root, ".rollout", "deployed", "journals", "dev.jsonl");
  const isSecond = (text: string) => text.includes(`"pid":${second.pid},`);
  while (!isSecond(await readFile(journal, "utf8").catch(() => ""))) await sleep(20);
  second.cancel("SIGKILL");
  await second.result;
  const [started] = await calls("start", "10-a/dev");
  expect((await readJournal(journal))?.engines.get("10-a/dev")?.pid).toBe(started!.pid);

  const third = await rig.run(["up", "--yes", "--resume"]);
  expect(third.exitCode).toBe(0);
  const [ended] = await calls("end", "10-a/dev");
  const [, again] = await calls("start", "10-a/dev");
  expect(again!.time).toBeGreaterThanOrEqual(ended!.time);
});
