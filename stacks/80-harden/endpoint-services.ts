/** Services with an interface endpoint that our layers call, as in com.amazonaws.<region>.<service>. */
export const endpointServices = [
  "ecr.api",
  "ecr.dkr",
  "logs",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "kms",
  "sts",
  "sqs",
  "sns",
  "events",
  "states",
  "monitoring",
  "xray",
  "textract",
  "bedrock-runtime",
  "execute-api",
  "rds-data",
  "elasticache",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "lambda",
  "email-smtp",
] as const;
export type EndpointService = (typeof endpointServices)[number];

/** Why a service cannot be listed; undefined where it can. */
export function whyNoEndpoint(service: string): string | undefined {
  if ((endpointServices as readonly string[]).includes(service)) return undefined;
  return service === "s3" || service === "dynamodb"
    ? `is "${service}", whose gateway endpoint is free and belongs to 10-network; remove it here`
    : `is "${service}", expected one of ${endpointServices.join(", ")}`;
}

/** What a Fargate task calls before the first line of its program runs. */
export const neededToStart: readonly EndpointService[] = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"];

/**
 * USD per hour and zone, before USD 0.01 per GB.
 * As of 2026-11 from https://aws.amazon.com/privatelink/pricing/.
 */
const pricePerHour: Readonly<Record<string, number>> = {
  "us-east-1": 0.01,
  "us-east-2": 0.01,
  "us-west-1": 0.011,
  "us-west-2": 0.01,
  "ca-central-1": 0.011,
  "eu-west-1": 0.011,
  "eu-west-2": 0.011,
  "eu-central-1": 0.012,
  "eu-north-1": 0.011,
  "ap-south-1": 0.013,
  "ap-southeast-1": 0.013,
  "ap-southeast-2": 0.013,
  "ap-northeast-1": 0.014,
  "sa-east-1": 0.021,
};
/** For a region that is not in the table: its dearest, so that the estimate errs on the high side. */
const dearest = 0.021;
const hoursPerMonth = 730;

/** What interface endpoints cost each month whether used or not, in USD, without the traffic. */
export function endpointCostMonthlyUsd(endpoints: {
  region: string;
  serviceCount: number;
  zoneCount: number;
}): number {
  const hourly = pricePerHour[endpoints.region] ?? dearest;
  return Math.round(hoursPerMonth * hourly * endpoints.serviceCount * endpoints.zoneCount * 100) / 100;
}
