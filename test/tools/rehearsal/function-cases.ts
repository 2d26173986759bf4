import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { trustedBy } from "./account-rig.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const lambda = "aws:lambda/function:Function";
const permission = "aws:lambda/permission:Permission";
const concurrency = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";
const eventRule = "aws:cloudwatch/eventRule:EventRule";
const eventTarget = "aws:cloudwatch/eventTarget:EventTarget";
const stateMachine = "aws:sfn/stateMachine:StateMachine";

const make = async (aws: Account, inputs: Properties = {}, service = "lambda"): Promise<Made> =>
  await aws.create(lambda, "mask", {
    name: "mask",
    role: await trustedBy(aws, service),
    handler: "index.handler",
    runtime: "nodejs24.x",
    ...inputs,
  });
const makeWith = (inputs: Properties) => (aws: Account) => make(aws, inputs);

const permit = (aws: Account, name: string) =>
  aws.create(permission, "call", {
    function: name,
    action: "lambda:InvokeFunction",
    principal: "events.amazonaws.com",
  });

const keepWarm = (qualifier: string) => async (aws: Account) => {
  await make(aws);
  await aws.create(concurrency, "warm", {
    functionName: "mask",
    qualifier,
    provisionedConcurrentExecutions: 1,
  });
};

async function network(aws: Account): Promise<{ subnetIds: string[]; securityGroupIds: string[] }> {
  const vpc = await aws.vpc();
  const subnet = await aws.subnet(vpc, "a", "10.0.0.0/24");
  return { subnetIds: [subnet.id], securityGroupIds: [(await aws.group(vpc, "lambda")).id] };
}

const nightly = (aws: Account, inputs: Properties = {}) =>
  aws.create(eventRule, "night", { name: "night", scheduleExpression: "rate(1 day)", ...inputs });
const ruleWith = (inputs: Properties) => (aws: Account) => nightly(aws, inputs);
const match = (pattern: unknown) => ruleWith({ eventPattern: JSON.stringify(pattern) });

const machineArn = "arn:aws:states:us-west-1:111122223333:stateMachine:documents";
const queueArn = "arn:aws:sqs:us-west-1:111122223333:documents";
const aim = (inputs: Properties) => async (aws: Account) => {
  await nightly(aws);
  await aws.create(eventTarget, "start", { rule: "night", arn: queueArn, ...inputs });
};

const flow = (next: string) =>
  JSON.stringify({
    StartAt: "Look",
    States: { Look: { Type: "Pass", Next: next }, Done: { Type: "Succeed" } },
  });
const reading = (parameters: object) =>
  JSON.stringify({
    StartAt: "Read",
    States: {
      Read: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:textract:startDocumentTextDetection",
        Parameters: parameters,
        End: true,
      },
    },
  });
const logs = "/aws/vendedlogs/states/documents";

/** A state machine that writes what happens to it, with a role that may do this. */
const machine = async (aws: Account, inputs: Properties = {}, service = "states"): Promise<void> => {
  const roleArn = await trustedBy(aws, service);
  await aws.create("aws:iam/rolePolicy:RolePolicy", "log", {
    name: "log",
    role: "app",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["logs:CreateLogDelivery"], Resource: "*" }],
    }),
  });
  await aws.create("aws:cloudwatch/logGroup:LogGroup", "documents", { name: logs });
  await aws.create(stateMachine, "documents", {
    name: "documents",
    roleArn,
    definition: flow("Done"),
    loggingConfiguration: {
      level: "ERROR",
      logDestination: `arn:aws:logs:us-west-1:111122223333:log-group:${logs}:*`,
    },
    ...inputs,
  });
};

/** A state machine whose Textract tells a topic by AWS's own policy when it is done. */
const telling = async (aws: Account, topic: string): Promise<void> => {
  await aws.create("aws:iam/role:Role", "textract", {
    name: "textract",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "textract.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  });
  await aws.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "textract", {
    role: "textract",
    policyArn: "arn:aws:iam::aws:policy/service-role/AmazonTextractServiceRole",
  });
  const channel = {
    RoleArn: "arn:aws:iam::111122223333:role/textract",
    SnsTopicArn: `arn:aws:sns:us-west-1:111122223333:${topic}`,
  };
  await machine(aws, { definition: reading({ NotificationChannel: channel }) });
};

export const cases: Record<string, RuleCase> = {
  "function-role": {
    accepts: (aws) => make(aws),
    refuses: (aws) => make(aws, {}, "ecs-tasks"),
    message: "The role defined for the function cannot be assumed by Lambda.",
  },
  "function-limits": {
    accepts: makeWith({ memorySize: 10_240, timeout: 900, ephemeralStorage: { size: 10_240 } }),
    refuses: makeWith({ timeout: 901 }),
    message:
      "'Timeout' value failed to satisfy constraint: Member must have value between 1 and 900, got 901",
  },
  "function-package": {
    accepts: makeWith({}),
    refuses: makeWith({ packageType: "Image", imageUri: "mask:1" }),
    message: "Please don't provide Handler or Runtime",
  },
  "function-environment": {
    accepts: makeWith({ environment: { variables: { BUCKET: "documents" } } }),
    refuses: makeWith({ environment: { variables: { AWS_REGION: "us-west-2" } } }),
    message: "Reserved keys used in this request: AWS_REGION",
  },
  "function-network": {
    accepts: async (aws) => make(aws, { vpcConfig: await network(aws) }),
    refuses: async (aws) => make(aws, { vpcConfig: { ...(await network(aws)), securityGroupIds: [] } }),
    message: "SecurityGroupIds and SubnetIds must both be specified or both be empty.",
  },
  "missing-function": {
    accepts: async (aws) => permit(aws, (await make(aws)).id),
    refuses: (aws) => permit(aws, "mask"),
    message: "Function not found: arn:aws:lambda:us-west-1:111122223333:function:mask",
  },
  "provisioned-concurrency-version": {
    accepts: keepWarm("live"),
    refuses: keepWarm("$LATEST"),
    message: "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
  },
  "event-pattern-form": {
    accepts: match({ source: ["aws.s3"], detail: { bucket: { name: ["documents"] } } }),
    refuses: match({ source: ["aws.s3"], detail: { bucket: { name: "documents" } } }),
    message: '"detail.bucket.name" must be an object or an array',
  },
  "event-rule-trigger": {
    accepts: ruleWith({ scheduleExpression: "cron(0 3 * * ? *)" }),
    refuses: ruleWith({ scheduleExpression: "rate(1 days)" }),
    message: "Parameter ScheduleExpression is not valid.",
  },
  "event-target-rule": {
    accepts: aim({}),
    refuses: aim({ rule: "day" }),
    message: "Rule day does not exist on EventBus default.",
  },
  "event-target-role": {
    accepts: async (aws) => aim({ arn: machineArn, roleArn: await trustedBy(aws, "events") })(aws),
    refuses: aim({ arn: machineArn }),
    message: `RoleArn is required for target ${machineArn}.`,
  },
  "event-rule-has-targets": {
    accepts: async (aws) => aws.remove(eventRule, "night", (await nightly(aws)).id),
    async refuses(aws) {
      await aim({})(aws);
      await aws.remove(eventRule, "night", "night");
    },
    message: "Rule can't be deleted since it has targets.",
  },
  "state-machine-definition": {
    accepts: (aws) => machine(aws),
    refuses: (aws) => machine(aws, { definition: flow("Nowhere") }),
    message: "MISSING_TRANSITION_TARGET: Missing 'Next' target: Nowhere at /States/Look",
  },
  "textract-topic-name": {
    accepts: (aws) => telling(aws, "AmazonTextractDone"),
    refuses: (aws) => telling(aws, "documents-read"),
    message: "may publish to topics whose name begins with AmazonTextract only, got arn:aws:sns:",
  },
  "state-machine-sdk-fields": {
    accepts: (aws) =>
      machine(aws, { definition: reading({ KmsKeyId: "key", Payload: { userID: 1, MYField: 2 } }) }),
    refuses: (aws) => machine(aws, { definition: reading({ KMSKeyId: "key" }) }),
    message: 'The field "KMSKeyId" is not supported by Step Functions',
  },
  "state-machine-role": {
    accepts: (aws) => machine(aws),
    refuses: (aws) => machine(aws, {}, "lambda"),
    message: "Neither the global service principal states.amazonaws.com",
  },
  "state-machine-logs": {
    accepts: (aws) => machine(aws),
    refuses: (aws) =>
      machine(aws, {
        loggingConfiguration: {
          level: "ERROR",
          logDestination: `arn:aws:logs:us-west-1:111122223333:log-group:${logs}`,
        },
      }),
    message: "The CloudWatch Logs Resource ARN must end with ':*'.",
  },
};
