import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleFunction } from "../../shared/functions-bundle.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const write = (files: Record<string, string>) => {
  const folder = createTemporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (name: string) => pathToFileURL(join(folder, name));
};
const source = {
  "greet.ts": 'import { word } from "./word.ts"; export const handler = async () => word;',
  "word.ts": 'export const word: string = "hello";',
  "data.bin": "bytes",
};

test("a bundle is one module with what it imports, and the files beside it", () => {
  const at = write(source);
  const { folder } = bundleFunction(at("greet.ts"), [at("data.bin")]);
  expect(readdirSync(folder).sort()).toEqual(["data.bin", "index.mjs"]);
  expect(readFileSync(join(folder, "index.mjs"), "utf8")).toContain('"hello"');
});

test("the same source gives the same hash in another folder, and in the same one the same folder", () => {
  const [here, there] = [write(source), write(source)];
  const first = bundleFunction(here("greet.ts"));
  expect(bundleFunction(there("greet.ts")).hash).toBe(first.hash);
  expect(bundleFunction(here("greet.ts"))).toEqual(first);
});

test("a change in an imported file makes another bundle", () => {
  const at = write(source);
  const before = bundleFunction(at("greet.ts"));
  writeFileSync(at("word.ts"), 'export const word: string = "good bye";');
  const after = bundleFunction(at("greet.ts"));
  expect(after.hash).not.toBe(before.hash);
  expect(readFileSync(join(after.folder, "index.mjs"), "utf8")).toContain("good bye");
});
