import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderCodeowners } from "../../tools/codeowners.ts";
import { discoverRepository, type Layer } from "../../tools/layers.ts";

const root = join(import.meta.dirname, "..", "..");
const layer = (name: string, ...owners: string[]): Pick<Layer, "name" | "stacks"> => ({
  name,
  stacks: new Map(
    owners.map((owner, index) => [
      `s${index}`,
      {
        document: { config: { [`${name}:owner`]: owner } },
      } as unknown as Layer["stacks"] extends ReadonlyMap<string, infer F> ? F : never,
    ]),
  ),
});

test("each layer's folder belongs to the owners that its stacks declare, the rest to the first layer's", () => {
  expect(
    renderCodeowners(
      [layer("00-account", "platform"), layer("20-data", "dba", "platform"), layer("70-new")],
      "acme",
    ),
  ).toBe(
    [
      "# Made by `npm run codeowners` from the owner in each layer's Pulumi.<stack>.yaml.",
      "# What all layers share, and a layer that declares nobody, is the first layer's owners'.",
      "* @acme/platform",
      "/stacks/00-account/ @acme/platform",
      "/stacks/20-data/ @acme/dba @acme/platform",
      "/stacks/70-new/ @acme/platform",
      "",
    ].join("\n"),
  );
});

test(".github/CODEOWNERS is up to date; npm run codeowners makes it anew", async () => {
  const { layers } = await discoverRepository(root);
  expect(readFileSync(join(root, ".github", "CODEOWNERS"), "utf8")).toBe(renderCodeowners(layers, "example"));
});
