import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs", "troubleshooting.md"), "utf8");
/** All source, with texts that are put together from several lines as one. */
const source = globSync("{tools,shared}/**/*.{ts,mjs}", { cwd: root })
  .filter((file) => !file.startsWith("tools/rehearsal/"))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n")
  .replace(/["'`]\s*\+\s*["'`]/g, "")
  .replaceAll('\\"', '"');

/** What stands between the parts of a message that differ. */
const literalParts = (message: string): string[] =>
  message
    .split("…")
    .map((part) => part.trim())
    .filter((part) => /\w{2}/.test(part));

const messages = [...page.matchAll(/^### `(.*)`$/gm)].map(([, message]) => message!);

test("every message of the troubleshooting page is one that the code says", () => {
  expect(messages.length).toBeGreaterThan(30);
  const unknown = messages.flatMap((message) =>
    literalParts(message)
      .filter((part) => !source.includes(part))
      .map((part) => `${message} <- ${part}`),
  );
  expect(unknown).toEqual([]);
});

test("every message has something to tell it by", () => {
  expect(messages.filter((message) => literalParts(message).length === 0)).toEqual([]);
});
