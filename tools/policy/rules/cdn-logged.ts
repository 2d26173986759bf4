import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "CloudFront keeps who asked for what",
  controls: ["CloudFront.5", "CKV_AWS_86"],
  of: "production",
  types: ["aws:cloudfront/distribution:Distribution"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:cloudwatch/logDeliverySource:LogDeliverySource", "resourceArn").length > 0
      ? undefined
      : "the distribution keeps no access logs, expected a log delivery in its stack, got none",
  remedy: "set cdn.accessLogs",
  source: securityHub("CloudFront.5"),
});
