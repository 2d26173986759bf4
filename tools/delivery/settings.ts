import { environmentVariable } from "../../shared/environment.ts";
import type { AwsSettings } from "../../shared/gate.ts";
import { ssmPrefix } from "../../shared/naming.ts";
import { UserError } from "../errors.ts";

/** Settings of AWS clients with the job's own credentials and region. */
export function readAws(): AwsSettings {
  const region = environmentVariable("AWS_REGION") ?? environmentVariable("AWS_DEFAULT_REGION");
  if (region !== undefined) return { region, maxAttempts: 3 };
  throw new UserError("nobody says where to deliver to, expected AWS_REGION to be set", {
    remedy: "for example: AWS_REGION=us-east-1 npm run deliver:backend -- …",
  });
}

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

/**
 * What 99-cicd wrote for this kind of delivery.
 *
 * @throws UserError where it wrote nothing, or AWS does not let this job read it
 */
export async function readSettings<T>(aws: AwsSettings, name: string): Promise<T> {
  const { SSMClient, GetParameterCommand } = await import("@aws-sdk/client-ssm");
  try {
    const { Parameter } = await new SSMClient(aws).send(new GetParameterCommand({ Name: name }));
    return JSON.parse(Parameter?.Value ?? "{}") as T;
  } catch (error) {
    throw new UserError(`the delivery's settings cannot be read from ${name} (${(error as Error).name})`, {
      remedy: "bring 99-cicd up, and look at the credentials of this job and at the roles of that layer",
      exitCode: 1,
      cause: error,
    });
  }
}
