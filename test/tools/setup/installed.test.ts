import { join } from "node:path";
import { beforeEach, expect, test } from "@jest/globals";
import { isInstalled } from "../../../tools/setup/installed.mjs";
import { createTemporaryFolder, writeFileAt } from "../../support/temporary-folder.ts";

const manifest = { scripts: {}, dependencies: { zod: "4.0.0" } };
const lock = {
  packages: {
    "": { dependencies: { zod: "4.0.0" } },
    "node_modules/zod": { version: "4.0.0", integrity: "sha512-a" },
    "node_modules/fsevents": { version: "2.0.0", integrity: "sha512-b", optional: true },
  },
};
const { "node_modules/zod": zod } = lock.packages;

let root: string;
beforeEach(async () => {
  root = createTemporaryFolder();
  await write("package.json", manifest);
  await write("package-lock.json", lock);
});

async function write(file: string, content: unknown): Promise<void> {
  await writeFileAt(join(root, file), JSON.stringify(content));
}

const INSTALLED = "node_modules/.package-lock.json";

test("a fresh clone is not installed", () => {
  expect(isInstalled(root)).toBe(false);
});

test("an install that was interrupted is not installed", async () => {
  await writeFileAt(join(root, "node_modules/zod/package.json"), "{}");
  expect(isInstalled(root)).toBe(false);
});

test("an install without the packages of other platforms is installed", async () => {
  await write(INSTALLED, { packages: { "node_modules/zod": zod } });
  expect(isInstalled(root)).toBe(true);
});

test("a changed script does not ask for a new install", async () => {
  await write(INSTALLED, { packages: { "node_modules/zod": zod } });
  await write("package.json", { ...manifest, scripts: { test: "jest" } });
  expect(isInstalled(root)).toBe(true);
});

test.each([
  ["a package is missing", {}],
  ["a package has another version", { "node_modules/zod": { ...zod, version: "4.0.1" } }],
  ["a package has another content", { "node_modules/zod": { ...zod, integrity: "sha512-c" } }],
])("an install is out of date when %s", async (_, packages) => {
  await write(INSTALLED, { packages });
  expect(isInstalled(root)).toBe(false);
});

test("an install is out of date when package.json asks for a package that the lock does not know", async () => {
  await write(INSTALLED, { packages: { "node_modules/zod": zod } });
  await write("package.json", { dependencies: { zod: "4.0.0", execa: "10.0.0" } });
  expect(isInstalled(root)).toBe(false);
});
