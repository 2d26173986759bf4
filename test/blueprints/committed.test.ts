import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { renderBlueprint, renderStackFile } from "../../shared/blueprint.ts";
import docPipeline from "../../shared/blueprints/doc-pipeline.ts";
import { allContracts } from "../support/contracts.ts";

const stacks = join(import.meta.dirname, "..", "..", "stacks");

test.each(docPipeline.profiles)(
  "the committed files of %s are what the doc-pipeline blueprint renders",
  async (profile) => {
    for (const rendered of renderBlueprint(docPipeline, docPipeline.target(profile), await allContracts())) {
      const file = join(stacks, rendered.layer, `Pulumi.${rendered.stack}.yaml`);
      const { config } = parse(readFileSync(file, "utf8")) as { config: unknown };
      expect({ file, config }).toEqual({
        file,
        ...(parse(renderStackFile(rendered)) as { config: unknown }),
      });
    }
  },
);

test("no other stack's configuration is committed", async () => {
  const contracts = await allContracts();
  const expected = docPipeline.profiles.flatMap((profile) =>
    renderBlueprint(docPipeline, docPipeline.target(profile), contracts).map(
      ({ layer, stack }) => `${layer}/Pulumi.${stack}.yaml`,
    ),
  );
  const committed = readdirSync(stacks).flatMap((layer) =>
    readdirSync(join(stacks, layer))
      .filter((file) => /^Pulumi\..+\.yaml$/.test(file))
      .map((file) => `${layer}/${file}`),
  );
  expect(committed.sort()).toEqual(expected.sort());
});
