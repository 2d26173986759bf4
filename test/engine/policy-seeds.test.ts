import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { allPolicyStacks } from "../support/policy-stacks.ts";
import { seedsOf, type Seed } from "../support/policy-seeds.ts";
import { copyFixture, rehearse } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

jest.setTimeout(300_000);

let repository: string;
let seeds: Record<"alone" | "together", Seed[]>;

beforeAll(async () => {
  repository = await copyFixture("seeded");
  seeds = seedsOf(await allPolicyStacks());
  await writeFile(join(repository, "projects", "seeded", "seeds.json"), JSON.stringify(seeds));
});

test.each(["alone", "together"] as const)(
  "in production a preview on the engine tells every rule that is broken: %s",
  async (stack) => {
    const { exitCode, report, stderr } = await rehearse(repository, createTemporaryFolder(), [
      ...["preview", "--env", stack],
    ]);
    const layer = report?.layers[0];
    if (layer === undefined) throw new Error(stderr);
    const told = (layer.violations ?? [])
      .filter(({ rule, resource = "" }) => resource.endsWith(` ${rule}`))
      .map(({ rule, level }) => `${level} ${rule}`);
    expect(exitCode).toBe(1);
    expect([...new Set(told)].sort()).toEqual(seeds[stack].map(({ name }) => `mandatory ${name}`).sort());
  },
);
