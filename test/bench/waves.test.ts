import { expect, test } from "@jest/globals";
import { sketchLayers } from "../../bench/harness/sketched-repository.ts";
import { wavesOf } from "../../bench/harness/waves.ts";

test("a wave holds all that reads only earlier waves", () => {
  const nodes = [
    { id: "account", reads: [] },
    { id: "network", reads: ["account"] },
    { id: "queues", reads: ["account"] },
    { id: "data", reads: ["network", "account"] },
  ];
  expect(wavesOf(nodes).map((wave) => wave.map(({ id }) => id))).toEqual([
    ["account"],
    ["network", "queues"],
    ["data"],
  ]);
});

test("layers that read each other are in no wave", () => {
  const nodes = [
    { id: "a", reads: ["b"] },
    { id: "b", reads: ["a"] },
  ];
  expect(() => wavesOf(nodes)).toThrow("layers read each other: a, b");
});

test("made-up layers read three of the row before, and the first row nothing", () => {
  const layers = sketchLayers(25);
  expect(layers.slice(0, 10).flatMap(({ reads }) => reads)).toEqual([]);
  expect(layers[18]).toEqual({ name: "01-layer18", reads: ["00-layer8", "00-layer9", "00-layer1"] });
  expect(new Set(layers.map(({ name }) => name)).size).toBe(25);
});
