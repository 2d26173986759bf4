import { createHash } from "node:crypto";

/** What a fixed name is made of. */
export interface Scope {
  product: string;
  environment: string;
  accountId: string;
  region: string;
}

/**
 * A name of at most `maxLength` characters. A longer one is cut and ends in a hash of the whole, so that two long
 * names that differ anywhere stay different.
 */
export function fitName(name: string, maxLength: number): string {
  if (name.length <= maxLength) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 7);
  return `${name.slice(0, maxLength - 8).replace(/-+$/, "")}-${hash}`;
}

/** "<product>-<environment>-<kind>", the start of most names. */
export function resourceName(
  { product, environment }: Pick<Scope, "product" | "environment">,
  kind: string,
  maxLength = 63,
): string {
  return fitName(`${product}-${environment}-${kind}`, maxLength);
}

/** Bucket names are global and at most 63 characters (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
export function bucketName(scope: Scope, kind: string): string {
  return fitName(`${scope.product}-${scope.environment}-${kind}-${scope.accountId}-${scope.region}`, 63);
}

/** The SSM prefix under which the app finds its settings at run time, with a slash at the end. */
export function ssmPrefix({ product, environment }: Pick<Scope, "product" | "environment">): string {
  return `/${product}/${environment}/`;
}

/** The name of a secret that later layers can compute. */
export function secretName(
  { product, environment }: Pick<Scope, "product" | "environment">,
  name: string,
): string {
  return `${product}/${environment}/${name}`;
}

/** The CloudWatch log group of one service. */
export function logGroupName(
  { product, environment }: Pick<Scope, "product" | "environment">,
  kind: string,
  name: string,
): string {
  return `/${kind}/${product}-${environment}-${name}`;
}
