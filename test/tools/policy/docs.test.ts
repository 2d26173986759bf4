import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { policyPage, renderPage } from "../../../tools/policy/write-docs.ts";

test("docs/policy.md lists the rules and waivers as they are now (npm run docs:policy)", async () => {
  const page = await readFile(policyPage, "utf8");
  expect(await renderPage(page)).toBe(page);
});
