import type { AwsSettings } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";

/** As stacks/99-cicd/delivery-settings.ts writes it. */
export interface FrontendSettings {
  mode: "s3-oac" | "amplify" | "proxy";
  siteBucketName?: string;
  distributionId?: string;
  webUrl: string;
}

/** What the build names by its content never changes; everything else is asked for again each time. */
const forever = "public,max-age=31536000,immutable";
const never = "no-cache";

/** The calls that bring a web app's files in, in an order in which nobody gets a page without its parts. */
export function planSync(
  { mode, siteBucketName, distributionId }: FrontendSettings,
  folder: string,
): string[][] {
  if (mode !== "s3-oac" || siteBucketName === undefined || distributionId === undefined) {
    throw new UserError(`a web app in mode "${mode}" has no bucket to sync, expected mode "s3-oac"`, {
      remedy: "Amplify builds by itself: aws amplify start-job",
    });
  }
  const bucket = `s3://${siteBucketName}`;
  const sync = ["s3", "sync", folder, bucket];
  const only = ["--exclude", "*", "--include", "assets/*"];
  return [
    [...sync, ...only, "--cache-control", forever],
    [...sync, "--exclude", "assets/*", "--cache-control", never],
    // The old page's parts go last; S3 keeps their versions for a way back.
    [...sync, "--delete", "--size-only"],
    [...["cloudfront", "create-invalidation", "--distribution-id", distributionId], ...["--paths", "/*"]],
  ];
}

/** "NAME=value" for each variable that the web app is built with. */
export async function readBuildEnvironment(aws: AwsSettings, prefix: string): Promise<string[]> {
  const { SSMClient, paginateGetParametersByPath } = await import("@aws-sdk/client-ssm");
  const path = `${prefix}web`;
  const lines: string[] = [];
  for await (const page of paginateGetParametersByPath({ client: new SSMClient(aws) }, { Path: path })) {
    for (const { Name = "", Value = "" } of page.Parameters ?? []) {
      lines.push(buildVariable(Name, path, Value));
    }
  }
  return lines;
}

/**
 * A parameter as a line of a job's environment.
 *
 * @throws UserError for what would be more than one variable, or another kind of one
 */
export function buildVariable(parameter: string, path: string, value: string): string {
  const name = parameter.slice(path.length + 1);
  if (/^[A-Z][A-Z0-9_]*$/.test(name) && !/[\r\n]/.test(value)) return `${name}=${value}`;
  throw new UserError(`"${parameter}" is no variable for a build, expected a name and a value of one line`);
}
