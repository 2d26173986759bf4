import { expect, test } from "@jest/globals";
import { chooseParallel } from "../../tools/parallel.ts";

test.each([
  [8, 32e9, "deployed", 16],
  [8, 32e9, "rehearsal", 8],
  [8, 3e9, "deployed", 4],
  [2, 1e9, "rehearsal", 1],
  [4, 100e6, "deployed", 1],
] as const)("%d processors with %d bytes hold of %s layers %d", (processors, memory, kind, layers) => {
  expect(chooseParallel({ processors, memory }, kind)).toBe(layers);
});
