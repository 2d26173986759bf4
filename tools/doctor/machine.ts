import { findEngine } from "../engine/index.ts";
import { readEngineVersion } from "../engine/version.ts";
import { UserError } from "../errors.ts";
import { runProcess } from "../process.ts";
import { breaks, ok, warns, type DoctorFinding } from "./findings.ts";

/** Programs run their TypeScript as it is from this version on, without a flag. */
const oldestNode = [24, 0] as const;

/** Whether Node runs TypeScript as it is. */
export function checkNode(version: string): DoctorFinding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return ok("node", version);
  return breaks(
    "node",
    `is ${version}, expected ${oldestNode.join(".")} or newer`,
    'start with "npm run rollout --", which brings its own',
  );
}

/** Whether the engine is here in the version that package.json pins. */
export async function checkEngine(): Promise<DoctorFinding> {
  try {
    const { pulumi } = await findEngine();
    return ok("engine", `Pulumi ${readEngineVersion()} (${pulumi})`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return breaks("engine", error.message, error.remedy ?? "run: npm run setup");
  }
}

/** Whether images can be built here; a pipeline can do it as well. */
export async function checkDocker(program = "docker"): Promise<DoctorFinding> {
  const { exitCode, stdout, stderr, startFailure } = await runProcess(program, [
    ...["version", "--format", "{{.Server.Version}}"],
  ]);
  if (exitCode === 0) return ok("docker", stdout.trim());
  const said = startFailure ?? stderr.trim().split("\n")[0] ?? "";
  return warns("docker", `does not answer (${said})`, "start it to build images here, or let CI build them");
}
