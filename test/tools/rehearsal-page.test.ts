import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { currentPage, renderCatalogue, renderPage } from "../../tools/rehearsal-page.ts";
import type { Rule } from "../../tools/rehearsal/rules/rule.ts";

const rule: Rule = {
  id: "topic-name-form",
  tokens: ["aws:sns/topic:Topic"],
  operations: ["create"],
  code: "InvalidParameter",
  source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  refuses: () => undefined,
};

test("the committed page lists the rules and traps that there are", async () => {
  const { committed, wanted } = await currentPage(join(import.meta.dirname, "../.."));
  expect(committed === wanted ? "up to date" : "run: npm run docs:rehearsal").toBe("up to date");
});

test("a rule is listed with its file, code and source, a trap with what finds it", () => {
  const text = renderCatalogue(
    [rule],
    [
      {
        id: "general 1",
        what: "names differ",
        rules: ["topic-name-form"],
        elsewhere: { file: "shared/naming.ts", how: "makes them" },
      },
      { id: "general 2", what: "time passes", undecided: "nobody knows" },
    ],
  );
  expect(text).toBe(`## What it refuses: 1 rules

By module of \`@pulumi/aws\`. A rule that looks at types of several modules stands with the first.

### aws.sns

| Rule | Asked at | Code | Source |
| --- | --- | --- | --- |
| [topic-name-form](../tools/rehearsal/rules/topic-name-form.ts) | create | InvalidParameter | [docs.aws.amazon.com](https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html) |

## Known traps of AWS

| Trap | What happens | What finds it before a deployment |
| --- | --- | --- |
| general 1 | names differ | [topic-name-form](../tools/rehearsal/rules/topic-name-form.ts); [shared/naming.ts](../shared/naming.ts): makes them |
| general 2 | time passes | nothing: nobody knows |
`);
});

test("what people wrote around the generated part stays", () => {
  const page = [
    "# Mine",
    "<!-- from here made by `npm run docs:rehearsal` -->",
    "old",
    "<!-- made until here -->",
    "also mine",
  ].join("\n");
  const made = renderPage(page, "new\n");
  expect(made).toContain("# Mine\n");
  expect(made).toContain("\n\nnew\n");
  expect(made).toMatch(/also mine$/);
  expect(made).not.toContain("old");
  expect(renderPage(made, "new\n")).toBe(made);
});

test("a page that lost the generated part's marks is refused", () => {
  expect(() => renderPage("# Mine", "new")).toThrow(
    'docs/rehearsal.md has no generated part, expected the lines "<!-- from here made by `npm run docs:rehearsal` -->" and "<!-- made until here -->"; put them back',
  );
});
