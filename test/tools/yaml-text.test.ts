import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { parseYaml } from "../../tools/yaml-text.ts";

const stacks = fileURLToPath(new URL("../../stacks", import.meta.url));

test("every committed file of a layer reads as it does by the package that edits it", async () => {
  const files = (await readdir(stacks, { recursive: true })).filter((file) => file.endsWith(".yaml"));
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const text = readFileSync(join(stacks, file), "utf8");
    expect(parseYaml(file, text)).toEqual(parse(text));
  }
});

test.each([
  "a: 0123",
  "a: 1e3",
  "a: yes",
  "a: ~",
  "a: 1_000",
  "a: 2026-01-01",
  "a: 012345678901",
  "a: |\n  x\n  y\n",
  "a: &x {b: 1}\nc: *x",
])("%j is the same to both", (text) => {
  expect(parseYaml("a.yaml", text)).toEqual(parse(text));
});

test("nothing, or comments alone, is no value", () => {
  expect([parseYaml("a.yaml", ""), parseYaml("a.yaml", "# later\n")]).toEqual([undefined, undefined]);
});

test.each([
  ["a: [", "a.yaml is not valid YAML (unexpected end of the stream within a flow collection (1:5))"],
  ["a: 1\na: 2", "a.yaml is not valid YAML (duplicated mapping key (2:1))"],
  ["a: !secret x", "a.yaml is not valid YAML (unknown scalar tag !<!secret> (1:4))"],
  ["a: 1\n---\na: 2", "a.yaml is not valid, expected one YAML document, got 2"],
])("%j is refused", (text, message) => {
  expect(() => parseYaml("a.yaml", text)).toThrow(expect.objectContaining({ name: "UserError", message }));
});
