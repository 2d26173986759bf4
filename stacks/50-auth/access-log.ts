import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { logGroupName } from "../../shared/naming.ts";
import type { Setting } from "./token-function.ts";

/** Under this path AWS lets API Gateway write without a policy that grows with each log group. */
const vendedLogs = "aws/vendedlogs/apigw";

const fields = {
  requestId: "$context.requestId",
  ip: "$context.identity.sourceIp",
  time: "$context.requestTime",
  status: "$context.status",
  bytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  integrationMs: "$context.integrationLatency",
  integrationError: "$context.integrationErrorMessage",
  error: "$context.error.message",
  userAgent: "$context.identity.userAgent",
};

const ownFields = {
  http: { method: "$context.httpMethod", path: "$context.path", route: "$context.routeKey" },
  rest: { method: "$context.httpMethod", path: "$context.path", route: "$context.resourcePath" },
  webSocket: { event: "$context.eventType", route: "$context.routeKey", connection: "$context.connectionId" },
};

/** The log of who called what, as JSON, without query strings, headers or bodies. */
export function createAccessLog(
  name: string,
  kind: keyof typeof ownFields,
  { scope, logRetentionDays, logKmsKeyArn }: Setting,
  options: pulumi.CustomResourceOptions,
): { destinationArn: pulumi.Output<string>; format: string } {
  const group = new aws.cloudwatch.LogGroup(
    `${name}-access`,
    {
      name: logGroupName(scope, vendedLogs, name),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKmsKeyArn,
    },
    options,
  );
  return { destinationArn: group.arn, format: JSON.stringify({ ...fields, ...ownFields[kind] }) };
}
