import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readReferences, traceSources } from "../../tools/source-graph.ts";
import { createTemporaryFolder, writeFileAt } from "../support/temporary-folder.ts";

test.each([
  ['import { a } from "./a.ts";', ["./a.ts"]],
  ["import './a.ts';", ["./a.ts"]],
  ['import type { A } from "./a.ts";', ["./a.ts"]],
  ['import {\n  a,\n  b,\n} from "../b.ts";', ["../b.ts"]],
  ['export * from "./a.ts";', ["./a.ts"]],
  ['const { a } = await import("./a.ts");', ["./a.ts"]],
  ['const a = require("./a.cjs");', ["./a.cjs"]],
  ['const where = import.meta.resolve("./a.ts");', []],
])("%s imports %j", (text, specifiers) => {
  expect(readReferences(text)).toMatchObject({ specifiers, computed: false });
});

test.each(["await import(name)", "require(name)", "import(`./${name}.ts`)"])("%s is computed", (text) => {
  expect(readReferences(text).computed).toBe(true);
});

test("a file that is read from beside the program is part of it, a web address is not", () => {
  expect(
    readReferences(
      'new URL("./data.json", import.meta.url); new URL("https://example.com", import.meta.url)',
    ),
  ).toMatchObject({ assets: ["./data.json"] });
});

test("a program is its folder and all that it imports, at any distance", async () => {
  const root = createTemporaryFolder();
  await writeFileAt(join(root, "layer", "index.ts"), 'import "../shared/a.ts";\nimport "node:fs";\n');
  await writeFileAt(join(root, "layer", "notes.txt"), "");
  await writeFileAt(join(root, "shared", "a.ts"), 'import { b } from "./b.js";\n');
  await writeFileAt(join(root, "shared", "b.ts"), 'new URL("../made.wasm", import.meta.url);\n');
  await writeFileAt(join(root, "shared", "other.ts"), "");
  await writeFileAt(join(root, "layer", "node_modules", "x", "index.js"), "");
  expect(traceSources(join(root, "layer"))).toEqual({
    files: ["layer/index.ts", "layer/notes.txt", "shared/a.ts", "shared/b.ts"].map((file) =>
      join(root, file),
    ),
    absent: [join(root, "made.wasm")],
    unsure: [],
  });
});

test("an import that is not found and one that is computed are said, since nothing can be proven then", async () => {
  const root = createTemporaryFolder();
  const file = join(root, "index.ts");
  await writeFileAt(file, 'import "nowhere-to-be-found";\nimport("./" + name);\n');
  expect(traceSources(root).unsure).toEqual([
    `${file} imports "nowhere-to-be-found", which is not found`,
    `${file} imports a module whose name it computes`,
  ]);
});
