import { expect, test } from "@jest/globals";
import { makeCoveragePage } from "./made-pages.ts";
import { replaceMade } from "./pages.ts";

// npm run docs:systems puts it right.
test("docs/systems.md is what the features and their evidence render to", () => {
  const { is, shouldBe } = makeCoveragePage();
  expect(is).toBe(shouldBe);
});

test("a page without a place for what is made is refused", () => {
  expect(() => replaceMade("# A page\n", "made")).toThrow(
    'the page lacks "<!-- made by npm run docs:systems -->" or "<!-- end of what is made -->"',
  );
});
