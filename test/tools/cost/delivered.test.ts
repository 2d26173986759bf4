import { expect, test } from "@jest/globals";
import { join } from "node:path";
import { asDelivered, emptyImages } from "../../../tools/cost/delivered.ts";
import { discoverRepository } from "../../../tools/layers.ts";

test("images that are empty are found at any depth", () => {
  const config = {
    compute: { services: { api: { image: "", port: 80 }, site: { image: "sha256:1" } } },
    image: "",
  };
  expect(emptyImages(config)).toEqual([["compute", "services", "api", "image"], ["image"]]);
});

test("in the committed configuration every service has an image then, and nothing else changes", async () => {
  const given = await discoverRepository(join(import.meta.dirname, "..", "..", ".."));
  const delivered = await asDelivered(given);
  const values = (repository: typeof given, layer: string) =>
    repository.layers.find(({ name }) => name === layer)!.stacks.get("dev")!.values;
  expect(values(delivered, "10-network")).toEqual(values(given, "10-network"));
  const { services } = values(delivered, "30-ecs")["compute"] as {
    services: Record<string, { image?: string }>;
  };
  expect(Object.values(services).map(({ image }) => image)).toEqual(
    Object.keys(services).map(() => expect.stringMatching(/^sha256:0{64}$/)),
  );
});
