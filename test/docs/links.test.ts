import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { anchorsOf, linksOf, readPages } from "../support/doc-pages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pages = readPages();

test("links between pages lead to files and headings that exist", () => {
  const broken = [...pages].flatMap(([page, text]) =>
    linksOf(text)
      .filter((target) => !leadsSomewhere(page, target))
      .map((target) => `${page} links to ${target}`),
  );
  expect(broken).toEqual([]);
});

test("every page of docs/ is reached from the README by links", () => {
  const reached = new Set<string>();
  const visit = (page: string): void => {
    if (reached.has(page)) return;
    reached.add(page);
    for (const target of linksOf(pages.get(page)!)) {
      const next = normalize(join(dirname(page), target.split("#")[0]!));
      if (pages.has(next)) visit(next);
    }
  };
  visit("README.md");
  const decisions = /^docs\/decisions\//;
  expect([...pages.keys()].filter((page) => !reached.has(page) && !decisions.test(page))).toEqual([]);
});

test("anchors are those that GitHub makes of headings", () => {
  expect([
    ...anchorsOf('# A, b: `c`\n## Again\n## Again\n<a id="own"></a>\n```sh\n# no heading\n```'),
  ]).toEqual(["own", "a-b-c", "again", "again-1"]);
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, file))) return false;
  return anchor === undefined || anchorsOf(readFileSync(join(root, file), "utf8")).has(anchor);
}
