import type { ProviderArgs } from "@pulumi/aws";

/** Names the address of an emulator of AWS. Only `rollout … --rehearse --target` sets it. */
export const emulatorVariable = "ROLLOUT_AWS_EMULATOR";

/**
 * The services of our layers, as the provider's endpoints are called. One name for each: it takes several for some.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints
 */
export const emulatedServices = (
  "accessanalyzer account acm amplify apigateway apigatewayv2 appautoscaling apprunner autoscaling backup bedrock " +
  "budgets ce cloudformation cloudfront cloudtrail cloudwatch codedeploy cognitoidp configservice dynamodb ec2 ecr " +
  "ecs efs elasticache elb elbv2 events guardduty iam kms lambda logs rds resourcegroups route53 s3 s3control " +
  "scheduler secretsmanager securityhub servicediscovery ses sesv2 sfn sns sqs ssm sts synthetics wafv2 xray"
).split(" ");

/**
 * What a provider needs to talk to moto or LocalStack at one address instead of AWS. Any key will do; LocalStack takes
 * an account's number as access key for the account to act in. The account is asked for rather than skipped
 * (`skipRequestingAccountId`), since both emulate STS and the provider writes it into ARNs.
 * https://docs.localstack.cloud/references/multi-account-setups/
 */
export function emulatorArgs(url: string, accountId: string): ProviderArgs {
  return {
    accessKey: accountId,
    secretKey: "test",
    endpoints: [Object.fromEntries(emulatedServices.map((service) => [service, url]))],
    s3UsePathStyle: true,
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
  };
}
