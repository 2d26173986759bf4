import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import {
  licencesPage,
  lockedPackages,
  readLock,
  refusedPackages,
  renderLicences,
} from "../../tools/licences.ts";

const packages = lockedPackages(await readLock());

test("every package may be used and shipped", () => {
  expect(packages.length).toBeGreaterThan(500);
  expect(refusedPackages(packages)).toEqual([]);
});

test("the page lists the packages of package-lock.json as they are now (npm run docs:licences)", async () => {
  expect(await readFile(licencesPage, "utf8")).toBe(await renderLicences(packages));
});

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0)", true],
  ["(MIT AND GPL-3.0)", false],
  ["AGPL-3.0", false],
  [undefined, false],
])("the licence %p is allowed: %p", (license, allowed) => {
  const lock = { packages: { "": {}, "node_modules/a": { version: "1.0.0", license } } };
  expect(refusedPackages(lockedPackages(lock))).toHaveLength(allowed ? 0 : 1);
});
