import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { processEnvironment } from "../../shared/environment.ts";
import { startStandIn, type StandIn } from "../../tools/rehearsal/server.ts";
import { createTemporaryFolder, writeProgram } from "../support/temporary-folder.ts";
import { RunnerRepository, type WorkflowRun } from "../support/workflow-runner.ts";

// This repository's workflows, run by act on a copy of it that has its two lowest layers, against the stand-in AWS: to
// them it is a deployment, not a rehearsal. Left out are `npm run check` and `npm test`, of which this is a part, the
// layers' gates, which look at what runs, and `npm audit`, which asks a registry.

jest.setTimeout(300_000);

let standIn: StandIn;
let repository: RunnerRepository;
const state = createTemporaryFolder();
const programs = createTemporaryFolder();
const comment = join(programs, "comment");
const pullRequest = {
  pull_request: {
    number: 7,
    head: { ref: "change", repo: { full_name: "shop/stacks" } },
    base: { ref: "main" },
  },
};

beforeAll(async () => {
  standIn = await startStandIn({ stateDir: createTemporaryFolder() });
  repository = await RunnerRepository.copy(/^(test|docs|bench)\/|^stacks\/[2-9]|\/gate[^/]*\.ts$/);
  await repository.edit(
    "package.json",
    '"check": "node tools/setup/run.mjs check"',
    '"check": "echo checked"',
  );
  await repository.edit("package.json", '"test": "node tools/setup/run.mjs jest"', '"test": "echo tested"');
  await repository.edit(".github/workflows/check.yml", "      - run: npm audit\n", "");
  // A deployment does not take what the blueprint's example has made up.
  for (const environment of ["dev", "stage", "prod"]) {
    const file = `stacks/00-account/Pulumi.${environment}.yaml`;
    await repository.edit(file, "@example.com", "@shop.test");
    await repository.edit(file, "owner: example", "owner: shop");
  }
  await repository.push("Check and test nothing, and be the shop's");
  await writeProgram(join(programs, "gh"), `echo "gh $*" > ${comment}\ncat review.md >> ${comment}`);
});
afterAll(() => standIn.stop());

/** Runs a workflow to its end and gives its log. */
async function run(what: Omit<WorkflowRun, "env" | "variables">): Promise<string> {
  const purposes = ["DEPLOY", "DEV_PREVIEW", "STAGE_PREVIEW", "PROD_PREVIEW", "DEV_DRIFT"];
  const { exitCode, stdout, stderr } = await repository.run({
    ...what,
    variables: {
      PULUMI_BACKEND_URL: `file://${state}`,
      ...Object.fromEntries(
        purposes.map((purpose) => [`${purpose}_ROLE_ARN`, `arn:aws:iam::1:role/${purpose}`]),
      ),
    },
    env: {
      PATH: `${programs}:${processEnvironment()["PATH"]}`,
      PULUMI_DEBUG_PROVIDERS: standIn.debugProviders,
    },
  });
  const log = stripVTControlCharacters(`${stdout}\n${stderr}`);
  if (exitCode !== 0) throw new Error(`${what.workflow} ended with ${exitCode}:\n${log}`);
  return log;
}

test("a push to main brings dev up, and then stage by the very plan that was shown for approval", async () => {
  const log = await run({ workflow: "deploy.yml", event: "push", job: "stage" });
  expect(log).toMatch(/\[dev\/rollout\/rollout\].* 10-network\/dev +✓ succeeded +\d\d/);
  expect(log).toMatch(/\[stage\/rollout\/plan\].* 10-network\/stage +✓ succeeded +\d\d/);
  expect(log).toMatch(/\[stage\/rollout\/rollout\].* 10-network\/stage +✓ succeeded +\d\d/);
  // What the reviewers of stage see.
  expect(log).toMatch(/\| `10-network\/stage` \| {2}\| \d\d \|/);
});

test("a pull request is checked, and gets one comment: operations, broken rules, the difference in cost and contract changes", async () => {
  await repository.git("checkout", "--quiet", "-b", "change");
  await repository.edit("stacks/10-network/Pulumi.dev.yaml", "nat: none", "nat: single");
  await repository.edit("stacks/10-network/Pulumi.dev.yaml", "mode: open", "mode: private");
  // A queue without a place for what fails, for the policy pack to find.
  await repository.edit(
    "stacks/10-network/flow-logs.ts",
    "    this.registerOutputs();",
    '    new aws.sqs.Queue("jobs", { sqsManagedSseEnabled: true }, options);\n    this.registerOutputs();',
  );
  await repository.edit(
    "shared/contracts/network.ts",
    "  outputs: {",
    "  outputs: {\n    note: z.string().optional().describe('of no use'),",
  );
  await repository.git("commit", "--quiet", "--all", "--message", "Go private");

  expect(await run({ workflow: "check.yml", event: "pull_request", payload: pullRequest })).toMatch(
    /\[check\/check\].*10-network.*note/,
  );
  await run({ workflow: "preview.yml", event: "pull_request", payload: pullRequest });
  const written = await readFile(comment, "utf8");
  expect(written.replace(/previewed in [^<]+/, "previewed in a while")).toMatchInlineSnapshot(`
   "gh pr comment 7 --repo shop/stacks --body-file review.md --edit-last --create-if-none
   ## What this would change

   ### dev

   | Layer | | Created | Changed | Replaced | Deleted | Same |
   | :-- | :-- | --: | --: | --: | --: | --: |
   | \`10-network/dev\` |  | 6 |  |  |  | 54 |

   <details><summary>1 advisory policy violation</summary>

   | Layer | Rule | | Resource | What is wrong |
   | :-- | :-- | :-- | :-- | :-- |
   | \`10-network/dev\` | \`sqs-dead-letters\` | advisory | \`aws:sqs/queue:Queue jobs\` | \`messages that cannot be handled go round until they are lost, expected a dead-letter queue, got none; set redrivePolicy\` |

   </details>

   **Monthly cost:** $0.00 → $38.69 (+$38.69)

   | Layer | Before | After | Difference | Most of it |
   | :-- | --: | --: | --: | :-- |
   | \`10-network/dev\` | $0.00 | $38.69 | +$38.69 | \`ec2.NatGateway vpc-1\` +$35.04 |

   <sub>standing cost of the layers above in USD, list prices written down 2026-11-21; without traffic, requests, free tiers and discounts</sub>

   <sub>previewed in a while</sub>

   ### Contracts

   | Layer | Output | | Read by |
   | :-- | :-- | :-- | :-- |
   | \`10-network\` | \`note\` | added |  |
   "
  `);
  await repository.git("checkout", "--quiet", "main");
});

test("a pull request whose configuration is refused is told so, and its preview has failed", async () => {
  await repository.git("checkout", "--quiet", "-b", "mistake");
  await repository.edit("stacks/10-network/Pulumi.dev.yaml", "nat: none", "nat: gateway");
  await repository.git("commit", "--quiet", "--all", "--message", "Mistake a value");
  await expect(run({ workflow: "preview.yml", event: "pull_request", payload: pullRequest })).rejects.toThrow(
    "preview.yml ended with 1",
  );
  expect(await readFile(comment, "utf8")).toContain(
    '10-network:network.nat is wrong, expected one of "none"|"single"|"perAz"|"regional"|"fck-nat", got "gateway"',
  );
  await repository.git("checkout", "--quiet", "main");
});

test("the nightly look finds no drift where nobody touched anything", async () => {
  const log = await run({ workflow: "drift.yml", event: "schedule" });
  expect(log).toContain("10-network/dev: no drift");
});

test("a layer's own team destroys it alone", async () => {
  const inputs = { layer: "10-network", environment: "dev", verb: "destroy" };
  const log = await run({ workflow: "layer.yml", event: "workflow_dispatch", payload: { inputs } });
  expect(log).toMatch(/team-platform|approved by the layer's owners/);
  expect(log).toMatch(/10-network\/dev +✓ succeeded/);
  expect(log).not.toMatch(/00-account\/dev +✓ succeeded/);
});
