import { UserError } from "../errors.ts";

/**
 * What AWS, or the way to it, has refused, as a fault that a person can put right; anything else as it is.
 *
 * @param error as an AWS client throws it: https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/migrate-error-handling.html
 */
export function describeRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { $metadata, $fault } = error as { $metadata?: unknown; $fault?: unknown };
  if (error.name === "CredentialsProviderError") {
    return new UserError(`there are no credentials of AWS here (${error.message})`, {
      remedy: "log in: aws sso login, or name a profile with AWS_PROFILE",
      exitCode: 1,
      cause: error,
    });
  }
  if ($metadata === undefined && $fault === undefined) return error;
  return new UserError(`AWS refused (${error.name}): ${error.message}`, {
    remedy: /denied|authoriz|forbidden/i.test(error.name + error.message)
      ? "use credentials of a role that may do this"
      : "nothing further was changed; run the same command again once that is put right",
    exitCode: 1,
    cause: error,
  });
}
