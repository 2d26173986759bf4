import type { CostResource } from "./resources.ts";
import type { Usage } from "./usage.ts";

/** What is charged by use: the amount comes from the usage, the price from the table. */
export interface UsageCharge {
  price: string;
  /** How much, in the price's unit; hours of the month are counted on top. */
  count: (usage: Usage, carriers: number) => number;
  /** Keys of the usage that it comes from. */
  from: keyof Usage;
  /** Whether a resource is one of those that are used. The first one carries the whole amount. */
  carriedBy: (resource: CostResource) => boolean;
}

const type =
  (...types: string[]) =>
  (resource: CostResource): boolean =>
    types.includes(resource.type);

function charge(from: keyof Usage, price: string, carriedBy: UsageCharge["carriedBy"], per = 1): UsageCharge {
  return { price, from, carriedBy, count: (usage) => Number(usage[from] ?? 0) / per };
}

const bucket = type("aws:s3/bucket:Bucket");
const stateMachine = type("aws:sfn/stateMachine:StateMachine");
const userPool = "aws:cognito/userPool:UserPool";
const inTier =
  (tier: string) =>
  ({ type: own, inputs }: CostResource): boolean =>
    own === userPool && (inputs["userPoolTier"] ?? "ESSENTIALS") === tier;

export const usageCharges: readonly UsageCharge[] = [
  charge("natGb", "nat-gateway-gb", type("aws:ec2/natGateway:NatGateway")),
  charge(
    "endpointGb",
    "endpoint-gb",
    ({ type: own, inputs }) =>
      own === "aws:ec2/vpcEndpoint:VpcEndpoint" && inputs["vpcEndpointType"] === "Interface",
  ),
  charge("dataOutGb", "data-out-gb", type("aws:ec2/internetGateway:InternetGateway")),
  charge("cloudFrontGb", "cloudfront-gb", type("aws:cloudfront/distribution:Distribution")),
  {
    price: "alb-lcu-hour",
    from: "albLcu",
    carriedBy: type("aws:lb/loadBalancer:LoadBalancer"),
    count: ({ albLcu }, carriers) => albLcu * carriers,
  },
  charge("wafMillionRequests", "web-acl-million", type("aws:wafv2/webAcl:WebAcl")),
  charge("httpApiMillionRequests", "http-api-million", type("aws:apigatewayv2/api:Api")),
  charge("restApiMillionRequests", "rest-api-million", type("aws:apigateway/restApi:RestApi")),
  charge("lambdaMillionRequests", "lambda-million", type("aws:lambda/function:Function")),
  charge("lambdaGbSeconds", "lambda-arm-gb-second", type("aws:lambda/function:Function")),
  charge("appRunnerVcpuHours", "app-runner-vcpu", type("aws:apprunner/service:Service")),
  charge("stepTransitions", "step-transition-thousand", stateMachine, 1000),
  charge("textractPages", "textract-thousand-pages", stateMachine, 1000),
  charge("comprehendUnits", "comprehend-thousand-units", stateMachine, 1000),
  charge("sqsMillionRequests", "queue-million", type("aws:sqs/queue:Queue")),
  charge("s3Gb", "object-gb-month", bucket),
  charge("ecrGb", "image-gb-month", type("aws:ecr/repository:Repository")),
  charge("logGb", "log-gb", type("aws:cloudwatch/logGroup:LogGroup")),
  charge("rdsBackupGb", "rds-backup-gb-month", type("aws:rds/instance:Instance", "aws:rds/cluster:Cluster")),
  charge("auroraIoMillion", "aurora-io-million", type("aws:rds/cluster:Cluster")),
  charge("cognitoUsers", "user-lite-month", inTier("LITE")),
  charge("cognitoUsers", "user-essentials-month", inTier("ESSENTIALS")),
  charge("cognitoUsers", "user-plus-month", inTier("PLUS")),
  charge("configChanges", "config-item", type("aws:cfg/recorder:Recorder")),
];
