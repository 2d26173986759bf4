import { afterAll, expect, test } from "@jest/globals";
import { environmentVariable } from "../../shared/environment.ts";
import { outputFaults, readDeployedContract, readFaults, setFaults } from "../../tools/contract-check.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../../tools/project.ts";

// Every layer of one environment, as its stacks are deployed now: npm run test:contracts -- --env dev [--rehearse]
const named = {
  env: environmentVariable("ROLLOUT_TEST_ENV"),
  blueprint: environmentVariable("ROLLOUT_TEST_BLUEPRINT"),
  profile: environmentVariable("ROLLOUT_TEST_PROFILE"),
  stateDir: environmentVariable("ROLLOUT_TEST_STATE_DIR"),
};
const given = Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined);
const options: ProjectOptions = {
  directory: environmentVariable("ROLLOUT_TEST_DIRECTORY") ?? process.cwd(),
  rehearse: environmentVariable("ROLLOUT_TEST_REHEARSE") !== undefined,
  ...Object.fromEntries(given),
};

const project = await openProject(options);
const workspace = await openWorkspace(project, options, "read");
const stacks = await Promise.all(
  project.plan.nodes.map(async (node) => ({ node, found: await readDeployedContract(workspace, node) })),
);

afterAll(() => workspace.close());

test(`something of environment "${project.plan.environment}" is deployed`, () => {
  expect(stacks.filter(({ found }) => found !== undefined)).not.toHaveLength(0);
});

for (const { node, found } of stacks) {
  if (found === undefined) {
    // Not skipped: the title tells it, and nobody may take its absence for a passed check.
    test(`${node.id} is not deployed, so there is nothing to check`, () => {});
    continue;
  }
  test(`${node.id} publishes a whole set under the contract's version`, () => {
    expect(setFaults(found)).toEqual([]);
  });
  test.each(Object.keys(found.contract.outputs))(`${node.id} keeps its promise of %s`, (output) => {
    expect(outputFaults(found, output)).toEqual([]);
  });
  test(`${node.id} finds what it reads`, async () => {
    expect(await readFaults(workspace, found)).toEqual([]);
  });
}
