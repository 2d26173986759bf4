import { textOf } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-access-log-form",
  tokens: ["aws:apigatewayv2/stage:Stage", "aws:apigateway/stage:Stage"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_AccessLogSettings.html",
  refuses({ account, region, inputs }) {
    const [settings] = objectsIn(inputs, "accessLogSettings");
    if (settings === undefined) return undefined;
    const [arn, format] = [textOf(settings, "destinationArn"), textOf(settings, "format")];
    if (!arn.startsWith("arn:"))
      return `Invalid ARN specified in the request. ARNs must start with 'arn:': ${arn}`;
    // The provider takes away the ":*" at the end of a log group's ARN.
    const groups = new RegExp(`^arn:aws:logs:${region}:${account}:log-group:[\\w.#/-]{1,512}(:\\*)?$`);
    const streams = new RegExp(`^arn:aws:firehose:${region}:\\d{12}:deliverystream/amazon-apigateway-`);
    if (!groups.test(arn) && !streams.test(arn))
      return `Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN: ${arn}`;
    return /\$\{?context\.(requestId|extendedRequestId)\b/.test(format)
      ? undefined
      : `Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`;
  },
};
