import { expect, test } from "@jest/globals";
import { diffLines, editStackText } from "../../tools/stack-edit.ts";

const text = `# what dev is
config:
  10-network:product: docs
  10-network:network:
    mode: open # cheap
    nat: none

    # Only these reach tasks.
    servicePorts: [3000]
  80-harden:harden: {}
`;

test("a value changes and all around it stays, comments and spaces included", () => {
  const edited = editStackText(text, "10-network", [
    { key: ["network", "mode"], to: "private" },
    { key: ["network", "nat"], to: "single" },
  ]);
  expect(edited).toBe(text.replace("mode: open", "mode: private").replace("nat: none", "nat: single"));
});

test("a key that is not there is added where it belongs, below what is added with it", () => {
  const edited = editStackText(text, "80-harden", [{ key: ["harden", "waf", "targets"], to: ["alb"] }]);
  expect(edited).toBe(
    text.replace("80-harden:harden: {}", "80-harden:harden:\n    waf:\n      targets:\n        - alb"),
  );
});

test("what is added and taken away again leaves no trace", () => {
  const added = editStackText(text, "80-harden", [{ key: ["harden", "waf", "targets"], to: ["alb"] }]);
  expect(editStackText(added, "80-harden", [{ key: ["harden", "waf", "targets"], to: undefined }])).toBe(
    text,
  );
});

test("taking away what is not there changes nothing", () => {
  expect(editStackText(text, "80-harden", [{ key: ["harden", "backup"], to: undefined }])).toBe(text);
});

test("a diff shows the changed lines and one around them", () => {
  expect(diffLines("a\nb\nc\nd\ne\n", "a\nb\nC\nd\ne\n")).toEqual(["  b", "- c", "+ C", "  d"]);
  expect(diffLines("a\nb\n", "a\nnew\nb\n")).toEqual(["  a", "+ new", "  b"]);
  expect(diffLines("a\n", "a\n")).toEqual([]);
});
