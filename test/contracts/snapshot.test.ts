import { expect, test } from "@jest/globals";
import { describeShape } from "../../shared/contract-shape.ts";
import { readSnapshot } from "../../tools/contract-snapshot.ts";
import { discoverRepository } from "../../tools/layers.ts";
import { allContracts } from "../support/contracts.ts";

// Once it fails: npm run rollout -- contracts check tells what changed and who relies on it, and
// npm run rollout -- contracts snapshot accepts it.
test("the committed snapshot says what the contracts promise", async () => {
  const snapshot = await readSnapshot(await discoverRepository(import.meta.dirname));
  expect(snapshot).toEqual((await allContracts()).map(describeShape));
});
