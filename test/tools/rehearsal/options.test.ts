import { expect, test } from "@jest/globals";
import { UserError } from "../../../tools/errors.ts";
import { remedyFor } from "../../../tools/failures.ts";
import { openProject, type ProjectOptions } from "../../../tools/project.ts";

const target = "http://localhost:4566";

test.each<[Partial<ProjectOptions>, string]>([
  [{ latency: "aws" }, "--latency means nothing without --rehearse"],
  [{ fault: ["fail"] }, "--fault means nothing without --rehearse"],
  [{ target }, "--target means nothing without --rehearse"],
  [{ seed: 3 }, "--seed means nothing without --latency or --fault"],
  [
    { rehearse: true, target: "localhost" },
    '--target is no address, expected http://<host>:<port>, got "localhost"',
  ],
  [
    { rehearse: true, target, fault: ["fail"] },
    "--latency and --fault mean nothing with --target, whose emulator behaves as it likes",
  ],
])("%j is refused before anything starts", async (options, message) => {
  await expect(openProject({ directory: ".", ...options })).rejects.toThrow(new UserError(message));
});

test("a missing provider plugin is told with the command that installs it", () => {
  const said =
    "no resource plugin 'pulumi-resource-aws' found in the workspace at version v7.48.0 or on your $PATH";
  expect(remedyFor(said)).toBe("install the provider once with: pulumi plugin install resource aws 7.48.0");
  expect(remedyFor("AccessDenied")).toBeUndefined();
});
