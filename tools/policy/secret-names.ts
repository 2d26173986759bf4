/** Names of settings that hold secrets. */
const secretName =
  /(^|_)(password|passwd|secret|secret_key|api_key|apikey|private_key|access_key|token|credentials?)$/i;
/** Values that only say where a secret is. */
const whereabouts = /^(arn:aws[a-z-]*:|\/|$)/;
/** Keys that AWS gives out (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
const accessKeyId = /\bA(KIA|SIA)[A-Z2-7]{16}\b/;

/** Whether an environment variable holds a secret itself, going by its name, or by its value where that tells. */
export function looksSecret(name: string, value: unknown): boolean {
  if (typeof value !== "string") return false;
  return accessKeyId.test(value) || (secretName.test(name) && !whereabouts.test(value));
}
