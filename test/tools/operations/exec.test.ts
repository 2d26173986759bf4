import { expect, test } from "@jest/globals";
import { joinCommand } from "../../../tools/operations/exec.ts";
import { parseAge } from "../../../tools/operations/log-events.ts";

test("a command's words stay words behind ECS, which splits one text as a shell does", () => {
  expect(joinCommand(["node", "-e", "console.log('a b')", "$HOME", "--x=1"])).toBe(
    `node -e 'console.log('\\''a b'\\'')' '$HOME' --x=1`,
  );
});

test.each([
  ["90s", 90_000],
  ["10m", 600_000],
  ["2h", 7_200_000],
  ["3d", 259_200_000],
])("%s is a time span", (text, milliseconds) => {
  expect(parseAge(text)).toBe(milliseconds);
});

test.each(["", "10", "m", "-5m", "1w", "1.5h"])("%j is none", (text) => {
  expect(() => parseAge(text)).toThrow(
    `--since is no time span, expected a number with s, m, h or d, got "${text}"`,
  );
});
