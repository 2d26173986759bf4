import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { stringify } from "yaml";
import { rehearse, summarize } from "../support/real-rollout.ts";
import { copyRepository, rollout } from "../support/repository-copy.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

interface Resource {
  urn: string;
  type: string;
  id?: string;
  outputs?: object;
}
interface State {
  checkpoint: { latest: { resources: Resource[]; pending_operations?: unknown[] } };
}

/** A layer of one SSM parameter beside the real ones. */
async function createRepository(): Promise<string> {
  const repository = await copyRepository(["test/support/layer-under-mocks.ts"]);
  expect((await rollout(repository, ["new-layer", "65-search"])).exitCode).toBe(0);
  const config = {
    ...{ product: "doc-pipeline", profile: "dev", accountId: "111111111111", region: "us-west-1" },
    ...{ owner: "platform", costCenter: "doc-pipeline", settings: { colour: "green" } },
  };
  const keyed = Object.entries(config).map(([key, value]) => [`65-search:${key}`, value]);
  await writeFile(
    join(repository, "stacks", "65-search", "Pulumi.dev.yaml"),
    stringify({ config: Object.fromEntries(keyed) as object }),
  );
  return repository;
}

test("repair --adopt takes a resource into the stack that a killed update was making and that does exist", async () => {
  const repository = await createRepository();
  const state = createTemporaryFolder();
  const run = (...args: string[]) => rehearse(repository, state, args);
  expect(summarize(await run("up", "65"))).toEqual(["65-search/dev succeeded +4 ~0 -0"]);

  // As an engine leaves it that was killed after AWS made the parameter and before the answer was written down.
  const file = join(state, "state", ".pulumi", "stacks", "65-search", "dev.json");
  const whole = JSON.parse(await readFile(file, "utf8")) as State;
  const { latest } = whole.checkpoint;
  const parameter = latest.resources.find(({ type }) => type === "aws:ssm/parameter:Parameter");
  const { id, outputs: _outputs, ...unborn } = parameter ?? { id: "", urn: "", type: "", outputs: {} };
  latest.resources = latest.resources.filter((resource) => resource !== parameter);
  latest.pending_operations = [{ resource: unborn, type: "creating" }];
  await writeFile(file, JSON.stringify(whole));
  expect(summarize(await run("up", "65"))).toEqual(["65-search/dev failed +0 ~0 -0"]);

  const wrong = await run("repair", "65", "--yes", "--adopt", "colour=1");
  expect(wrong).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: --adopt takes a resource\'s URN and its id, expected <urn>=<id>, got "colour=1"',
      "to do: take the URN from the list that rollout repair prints",
    ].join("\n"),
  });
  const adopted = await run("repair", "65", "--yes", "--adopt", `${unborn.urn}=${id}`);
  expect({ exitCode: adopted.exitCode, stderr: adopted.stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(adopted.stdout).toContain(
    `done: pulumi stack import and pulumi refresh --clear-pending-creates --stack organization/65-search/dev: adopts ${id} as made, and compares the stack with AWS`,
  );
  expect(summarize(await run("up", "65"))).toEqual(["65-search/dev succeeded +0 ~0 -0"]);
  const after = JSON.parse(await readFile(file, "utf8")) as State;
  expect(after.checkpoint.latest.resources).toContainEqual(expect.objectContaining({ urn: unborn.urn, id }));
});
