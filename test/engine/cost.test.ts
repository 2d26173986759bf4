import { expect, jest, test } from "@jest/globals";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CostDifference } from "../../tools/cost/compare.ts";
import { estimateCost, type Estimate } from "../../tools/cost/estimate.ts";
import { runProcess } from "../../tools/process.ts";
import { running } from "../support/scenarios.ts";
import { planUnderMocks } from "../support/product-under-mocks.ts";
import { costedLayers } from "../support/costed-layers.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";
import webApi from "../../shared/blueprints/web-api.ts";

// Both rehearse on the real engine.
jest.setTimeout(300_000);

const root = join(import.meta.dirname, "..", "..");
const tool = join(root, "tools", "cli.ts");

async function cost(...args: string[]): Promise<Estimate & { compared?: CostDifference & { with: string } }> {
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, [
    tool,
    "-C",
    root,
    "cost",
    ...args,
    "--json",
  ]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(/^rehearsing, /) });
  return JSON.parse(stdout) as Estimate;
}

test("the cost of a rehearsed layer is what the same program costs without an engine, and is compared with a file", async () => {
  const file = join(createTemporaryFolder(), "before.json");
  const mocked = estimateCost(costedLayers(await planUnderMocks(running(webApi, "dev")), "us-east-1"));
  const network = mocked.layers.find(({ id }) => id === "10-network")!;
  writeFileSync(
    file,
    JSON.stringify({ ...mocked, layers: [{ ...network, id: "10-network/dev", usd: 1, lines: [] }] }),
  );

  const estimate = await cost("10-network", "--blueprint", "web-api", "--compare", file);
  expect(estimate.layers.map(({ id }) => id)).toEqual(["10-network/dev"]);
  expect(estimate.usd).toBe(network.usd);
  expect(estimate.compared).toMatchObject({ with: file, before: 1, after: network.usd });
});

test("a revision is checked out, rehearsed and taken away again", async () => {
  const { compared, usd } = await cost("00-account", "--compare", "HEAD");
  expect(compared).toMatchObject({ with: "HEAD", after: usd });
  const { stdout } = await runProcess("git", ["-C", root, "worktree", "list", "--porcelain"]);
  expect(stdout).not.toContain(join(root, ".rollout", "cost-"));
});
