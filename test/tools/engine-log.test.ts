import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { forgetDebugMessages } from "../../tools/engine-log.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const diagnostic = (severity: string, message: string) =>
  JSON.stringify({ diagnosticEvent: { severity, message } });

test("what the SDK says of inputs and outputs while it debugs is not kept, all else is", async () => {
  const file = join(createTemporaryFolder(), "log.jsonl");
  const kept = [
    diagnostic("error", "quota"),
    JSON.stringify({ resourcePreEvent: { metadata: { type: "diagnosticEvent" } } }),
    diagnostic("info#err", "debug"),
  ];
  const half = diagnostic("debug", "clientSecret=letmein").slice(0, -5);
  await writeFile(
    file,
    [kept[0], diagnostic("debug", "clientSecret=letmein"), ...kept.slice(1), half].join("\n"),
  );
  await forgetDebugMessages(file);
  expect((await readFile(file, "utf8")).split("\n")).toEqual(kept);
});

test("an engine that never came to write a log left none to look at", async () => {
  await expect(forgetDebugMessages(join(createTemporaryFolder(), "none.jsonl"))).resolves.toBeUndefined();
});
