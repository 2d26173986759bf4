import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../errors.ts";
import { print } from "../output.ts";
import { runProcess } from "../process.ts";
import { need, runStep } from "./command.ts";
import { planSync, readBuildEnvironment, type FrontendSettings } from "./frontend-delivery.ts";
import { readAws, readPrefix, readSettings } from "./settings.ts";

await runStep(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: "string" } },
  });
  const [step = ""] = positionals;
  const aws = readAws();
  const prefix = readPrefix();
  if (step === "env") return (await readBuildEnvironment(aws, prefix)).forEach(print);
  if (step !== "sync") throw new UserError(`"${step}" is no step of a delivery, expected env or sync`);
  const settings = await readSettings<FrontendSettings>(aws, `${prefix}delivery/frontend`);
  for (const args of planSync(settings, resolve(need(values, "folder")))) {
    const { exitCode, stderr } = await runProcess("aws", args, { onLine: (line) => print(line) });
    if (exitCode !== 0) throw new UserError(`aws ${args.slice(0, 2).join(" ")} failed: ${stderr.trim()}`);
  }
  print(`delivered to ${settings.webUrl}`);
});
