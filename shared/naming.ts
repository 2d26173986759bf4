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

/** What a service calls itself in traces (OTEL_SERVICE_NAME): X-Ray knows neither product nor environment. */
export function tracedName(scope: Pick<Scope, "product" | "environment">, service: string): string {
  return resourceName(scope, service);
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

/**
 * The name of an SQS queue in AWS. It is fixed, so that layers that do not read 60-queues can compute its address.
 */
export function queueName(
  scope: Pick<Scope, "product" | "environment">,
  name: string,
  { fifo = false, deadLetter = false }: { fifo?: boolean; deadLetter?: boolean } = {},
): string {
  // SQS tells fifo queues by the end of their name.
  const ending = fifo ? ".fifo" : "";
  return `${resourceName(scope, deadLetter ? `${name}-dlq` : name, 80 - ending.length)}${ending}`;
}

/** The ARN of a queue, from its name in AWS. */
export function queueArn({ accountId, region }: Pick<Scope, "accountId" | "region">, name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

/** Where a queue is called, from its name in AWS. */
export function queueUrl({ accountId, region }: Pick<Scope, "accountId" | "region">, name: string): string {
  return `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
}
