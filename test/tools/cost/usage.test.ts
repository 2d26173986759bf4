import { expect, test } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultUsage, readUsage, usageSchema } from "../../../tools/cost/usage.ts";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";

const file = join(createTemporaryFolder(), "usage.yaml");

test("a usage file says what differs from the defaults", async () => {
  writeFileSync(file, "natGb: 200\nspotPercent: 35\n");
  expect(await readUsage(file)).toEqual({ ...defaultUsage, natGb: 200, spotPercent: 35 });
});

test("every fault of a usage file is told at once", async () => {
  writeFileSync(file, "natGB: 200\nalbLcu: many\n");
  await expect(readUsage(file)).rejects.toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /^usage file ".+" is wrong:\n {2}- albLcu .+\n {2}- natGB is not a configuration key.*natGb/,
      ),
      remedy: "correct these keys; docs/cost.md lists them",
    }),
  );
});

test("a usage file that is not there is told", async () => {
  await expect(readUsage("/nowhere.yaml")).rejects.toThrow('usage file "/nowhere.yaml" cannot be read');
});

test("the documentation lists every key", () => {
  const documentation = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "cost.md"), "utf8");
  const keys = Object.keys(usageSchema.shape);
  expect(keys.filter((key) => !documentation.includes(`\`${key}\``))).toEqual([]);
});
