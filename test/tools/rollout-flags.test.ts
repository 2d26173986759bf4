import { expect, test } from "@jest/globals";
import { refuseNonsense } from "../../tools/commands/rollout-flags.ts";
import type { RolloutCommandOptions } from "../../tools/commands/rollout.ts";
import type { Verb } from "../../tools/events.ts";

type Flags = Omit<RolloutCommandOptions, "directory">;

function refusal(verb: Verb, flags: Flags, names: string[] = []): string | undefined {
  try {
    refuseNonsense(verb, names, { directory: ".", ...flags });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const choosing: Flags[] = [
  { affected: true },
  { force: true },
  { refresh: true },
  { fresh: true },
  { withUpstreams: true },
  { withReaders: true },
];
const spelled = ["--affected", "--force", "--refresh", "--fresh", "--with-upstreams", "--with-readers"];

test.each<[string, Flags, string]>([
  ["--resume", { resume: true }, "goes on as the rollout was started"],
  ["--plan", { plan: "folder" }, "does what was reviewed"],
])("%s goes with no flag that chooses what is done", (name, flag, why) => {
  expect(choosing.map((other) => refusal("up", { ...flag, ...other }, ["10"]))).toEqual(
    spelled.map((other) => `${other} means nothing with ${name}, which ${why}`),
  );
});

test.each<[Verb, Flags, string]>([
  [
    "up",
    { resume: true, plan: "folder" },
    "--plan means nothing with --resume, which goes on as the rollout was started",
  ],
  ["up", { force: true, refresh: true }, "--force means nothing with --refresh, which runs every layer"],
  ["up", { json: true, verbose: true }, "--verbose means nothing with --json, which tells everything"],
  ["up", { json: true, why: true }, "--why means nothing with --json, which tells everything"],
  ["preview", { resume: true }, "--resume means nothing for preview, which leaves nothing to resume"],
  ["preview", { continue: true }, "--continue means nothing for preview, which goes on anyway"],
  ["preview", { why: true }, "--why means nothing for preview, which runs every layer"],
  ["destroy", { why: true }, "--why means nothing for destroy, which runs every layer"],
  ["destroy", { affected: true }, "--affected means nothing for destroy, expected the layers by name"],
  ["up", { since: "main" }, "--since means nothing without --affected"],
  ["up", { withReaders: true }, "--with-readers means nothing without layers by name, since all are meant"],
  [
    "preview",
    { withUpstreams: true },
    "--with-upstreams means nothing without layers by name, since all are meant",
  ],
])("%s refuses %j", (verb, flags, message) => {
  expect(refusal(verb, flags)).toBe(message);
});

test.each<[Verb, Flags, string[]]>([
  ["up", {}, []],
  ["up", { withReaders: true, force: true }, ["10"]],
  ["up", { affected: true, since: "main", why: true }, []],
  ["up", { resume: true, yes: true, parallel: 2, verbose: true, failFast: true, continue: true }, []],
  ["up", { plan: "folder", yes: true, json: true, retries: 0, timeout: 5 }, []],
  ["preview", { save: "folder", affected: true, json: true }, []],
  ["destroy", { resume: true, confirm: "prod" }, []],
  ["destroy", { withReaders: true, continue: true }, ["10"]],
])("%s takes %j", (verb, flags, names) => {
  expect(refusal(verb, flags, names)).toBeUndefined();
});
