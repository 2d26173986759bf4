import { environmentVariable } from "../../shared/environment.ts";
import { ssmPrefix } from "../../shared/naming.ts";
import { UserError } from "../errors.ts";
import { runProcess } from "../process.ts";

/** Calls the aws CLI and gives what it answers, as JSON. */
export type Aws = (args: string[]) => Promise<unknown>;

/** @throws UserError with what AWS said */
export const aws: Aws = async (args) => {
  const { exitCode, stdout, stderr, startFailure } = await runProcess("aws", [...args, "--output", "json"]);
  if (exitCode === 0) return stdout.trim() === "" ? {} : (JSON.parse(stdout) as unknown);
  throw new UserError(`aws ${args.slice(0, 2).join(" ")} failed: ${startFailure ?? stderr.trim()}`, {
    remedy: "look at the credentials of this job and at the roles of 99-cicd",
  });
};

/** Which product and environment is delivered: PRODUCT and ENVIRONMENT. */
export function readPrefix(): string {
  const [product, environment] = [environmentVariable("PRODUCT"), environmentVariable("ENVIRONMENT")];
  if (product === undefined || environment === undefined) {
    throw new UserError("nobody says what is delivered, expected PRODUCT and ENVIRONMENT to be set", {
      remedy: "for example: PRODUCT=doc-pipeline ENVIRONMENT=dev npm run deliver:backend -- …",
    });
  }
  return ssmPrefix({ product, environment });
}

/** What 99-cicd wrote for this kind of delivery. */
export async function readSettings<T>(call: Aws, name: string): Promise<T> {
  const { Parameter } = (await call(["ssm", "get-parameter", "--name", name])) as {
    Parameter: { Value: string };
  };
  return JSON.parse(Parameter.Value) as T;
}
