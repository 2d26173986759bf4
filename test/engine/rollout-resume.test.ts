import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { startProcess } from "../../tools/process.ts";
import { membersOf } from "../../tools/process-session.ts";
import { copyFixture, openRehearsal, rehearse, summarize } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const tool = fileURLToPath(new URL("../../tools/cli.ts", import.meta.url));

describe("a rollout that is killed", () => {
  const state = createTemporaryFolder();
  const journal = join(state, "journals", "dev.jsonl");
  let repository = "";
  const killed: number[] = [];
  const run = (...args: string[]) => rehearse(repository, state, args);
  const version = async (layer: string, stack: string) => {
    const { workspace } = await openRehearsal(repository, state);
    return (await workspace.backend.read(`organization/${layer}/${stack}`))?.version;
  };

  beforeAll(async () => {
    repository = await copyFixture("foreign");
  });

  /** Starts the tool and kills it, with its engine or without, once its journal says so. */
  async function killWhen(
    args: string[],
    due: (text: string) => boolean,
    what: "tool" | "tool and engine",
  ): Promise<void> {
    const read = async () => (await readFile(journal, "utf8").catch(() => "")).split("\n");
    const known = await read();
    // A journal begins with what the one before knew of engines and finished layers.
    const newLines = async () => (await read()).filter((line) => !known.includes(line));
    const started = startProcess(
      process.execPath,
      [tool, "-C", repository, ...args, "--rehearse", "--state-dir", state],
      { ownGroup: true },
    );
    const deadline = Date.now() + 60_000;
    while (!due((await newLines()).join("\n")) && Date.now() < deadline) await sleep(20);
    started.cancel("SIGKILL");
    if (what === "tool and engine") {
      const engines = (await newLines()).flatMap(
        (line) => /"type":"engine".*"pid":(\d+)/.exec(line)?.[1] ?? [],
      );
      // Half a second into the update it holds its stack's lock.
      await sleep(500);
      for (const pid of engines.map(Number)) {
        process.kill(-pid, "SIGKILL");
        killed.push(pid);
      }
    }
    await started.result;
  }

  test("mid-layer with its engine and at a layer boundary is finished without redoing what was done", async () => {
    await killWhen(["up"], (text) => text.includes('"type":"engine","id":"base/ground"'), "tool and engine");
    await killWhen(
      ["up", "--resume"],
      (text) => text.includes('"type":"layer","id":"base/ground","result":"succeeded"'),
      "tool",
    );
    const done = await version("base", "ground");
    await killWhen(
      ["up", "--resume"],
      (text) => text.includes('"type":"engine","id":"store/dev"'),
      "tool and engine",
    );
    const result = await run("up", "--resume");
    expect({
      exitCode: result.exitCode,
      layers: summarize(result).map((line) => line.split(" +")[0]),
    }).toEqual({
      exitCode: 0,
      layers: ["base/ground up-to-date", "store/dev succeeded", "site/dev succeeded"],
    });
    expect(result.stderr).toMatch(
      /^took over the lock of \S+ on \S+ \(process \d+, since \S+\), which is gone$/m,
    );
    expect(await version("base", "ground")).toBe(done);
    expect(killed.flatMap(membersOf)).toEqual([]);
    expect(summarize(await run("up", "--force"))).toEqual([
      "base/ground succeeded +0 ~0 -0",
      "store/dev succeeded +0 ~0 -0",
      "site/dev succeeded +0 ~0 -0",
    ]);
  });

  test("leaves nothing to resume once it is finished", async () => {
    expect(await run("up", "--resume")).toMatchObject({
      exitCode: 2,
      stderr: [
        'error: the last rollout of "dev" has succeeded, expected one to resume',
        "to do: start a new one without --resume",
      ].join("\n"),
    });
  });

  test("while it made something is not gone over blindly: repair drops or adopts what nobody knows the end of", async () => {
    const file = join(state, "state", ".pulumi", "stacks", "store", "dev.json");
    const checkpoint = JSON.parse(await readFile(file, "utf8")) as {
      checkpoint: { latest: { pending_operations?: unknown[] } };
    };
    const urn = "urn:pulumi:dev::store::aws:s3/bucket:Bucket::goods";
    checkpoint.checkpoint.latest.pending_operations = [
      { resource: { urn, custom: true, type: "aws:s3/bucket:Bucket" }, type: "creating" },
    ];
    await writeFile(file, JSON.stringify(checkpoint));
    const refused = await run("up");
    expect(summarize(refused)).toEqual([
      "base/ground up-to-date +0 ~0 -0",
      "store/dev failed +0 ~0 -0",
      "site/dev blocked by store/dev",
    ]);
    expect(refused.report?.layers[1]?.faults).toEqual([
      {
        message: [
          "an update of it was killed while it made these, and nobody knows whether they exist:",
          "  - creating aws:s3/bucket:Bucket goods",
        ].join("\n"),
        remedy:
          "look for them in AWS; adopt what exists with: rollout repair store/dev --adopt <urn>=<id>, and drop the rest with: rollout repair store/dev",
      },
    ]);
    expect((await run("repair")).stderr).toBe(
      "error: the repair is not confirmed, expected --yes\nto do: add --yes; nothing was changed",
    );
    const repaired = await run("repair", "--yes");
    expect(repaired.stdout).toContain(`  - creating aws:s3/bucket:Bucket goods (${urn})\n`);
    expect(repaired.exitCode).toBe(0);
    expect((await run("repair")).stdout).toBe('nothing is left of killed updates in "dev"');
    expect((await run("up", "--resume")).exitCode).toBe(0);
  });
});
