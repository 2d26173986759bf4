import { BudgetsClient, CreateBudgetCommand } from "@aws-sdk/client-budgets";
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchClient,
  DisableAlarmActionsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import * as ec2 from "@aws-sdk/client-ec2";
import * as ecs from "@aws-sdk/client-ecs";
import {
  DisableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateOpenIDConnectProviderCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { AwsSettings } from "../../../shared/gate.ts";
import account from "../../../stacks/00-account/gate.ts";
import network from "../../../stacks/10-network/gate.ts";
import data from "../../../stacks/20-data/gate.ts";
import compute from "../../../stacks/30-ecs/gate.ts";
import queues from "../../../stacks/60-queues/gate.ts";
import docpipeline from "../../../stacks/70-docpipeline/gate.ts";
import observability from "../../../stacks/95-observability/gate.ts";
import cicd from "../../../stacks/99-cicd/gate.ts";
import { findAccountFault } from "../../../tools/gates/account.ts";
import { startLocalAws, type LocalAws } from "../../../tools/docpipeline/local-aws.ts";
import { tryCheck, type SomeGate } from "../../support/gate-rig.ts";

jest.setTimeout(120_000);

const accountId = "123456789012";
const region = "us-west-2";
const common = { product: "shop", profile: "dev", accountId, region, owner: "platform", costCenter: "cc-1" };
const contact = { name: "platform", title: "Team", email: "ops@example.com", phone: "+1 555 0100" };
let moto: LocalAws;

beforeAll(async () => {
  moto = await startLocalAws({});
});
afterAll(async () => moto.stop());

/** moto keeps accounts and regions apart as AWS does. */
const aws = (where: string): AwsSettings => ({
  region: where,
  maxAttempts: 1,
  endpoint: moto.endpoint,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  forcePathStyle: true,
});
const here = () => aws(region);
const look = (
  gate: unknown,
  id: string,
  outputs: Record<string, unknown>,
  config: Record<string, unknown> = {},
) => tryCheck(gate as SomeGate, id, { outputs, config: { ...common, ...config } }, { aws });

/** A bucket as 20-data makes it. */
async function makeBucket(Bucket: string, isGood: boolean): Promise<void> {
  const s3 = new S3Client(here());
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        ...{ BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true },
        RestrictPublicBuckets: isGood,
      },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy("s3:*", isGood ? "Deny" : "Allow") }));
}

const policy = (action: string, effect: "Allow" | "Deny") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Effect: effect, Principal: "*", Action: action, Resource: "*" },
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });

test("the account of the credentials is looked at before anything else", async () => {
  expect(await findAccountFault({ accountId, region }, { aws })).toBeUndefined();
  expect(await findAccountFault({ accountId: "999999999999", region }, { aws })).toMatchObject({
    status: "failed",
    expected: "credentials of account 999999999999",
    got: "credentials of account 123456789012",
  });
});

describe("00-account", () => {
  test("a trail that records passes, one that was stopped does not", async () => {
    await makeBucket("logs", true);
    const client = new CloudTrailClient(here());
    const { TrailARN: trailArn } = await client.send(
      new CreateTrailCommand({ Name: "shop", S3BucketName: "logs" }),
    );
    await client.send(new StartLoggingCommand({ Name: "shop" }));
    expect(await look(account, "trail-records", { trailArn })).toBe("passed");
    await client.send(new StopLoggingCommand({ Name: "shop" }));
    expect(await look(account, "trail-records", { trailArn })).toBe("failed: IsLogging false");
    expect(await look(account, "trail-records", {})).toBe(
      "not-needed: the trail is not this stack's (account.cloudtrail)",
    );
  });

  test("a root user without MFA warns in dev and fails in prod", async () => {
    expect(await look(account, "root-user-is-locked", {})).toMatch(/^warned: AccountMFAEnabled 0/);
    const prod = { profile: "prod", account: { contacts: { security: contact } } };
    expect(await look(account, "root-user-is-locked", {}, prod)).toMatch(/^failed: AccountMFAEnabled 0/);
  });

  test("a budget that somebody deleted is missed", async () => {
    await new BudgetsClient(aws("us-east-1")).send(
      new CreateBudgetCommand({
        AccountId: accountId,
        Budget: {
          ...{ BudgetName: "monthly", BudgetType: "COST", TimeUnit: "MONTHLY" },
          BudgetLimit: { Amount: "10", Unit: "USD" },
        },
      }),
    );
    expect(await look(account, "budgets-exist", { budgetNames: ["monthly"] })).toBe("passed");
    expect(await look(account, "budgets-exist", { budgetNames: ["monthly", "dev"] })).toBe(
      'failed: no budget "dev"',
    );
  });

  test("GitHub's provider needs the audience that AWS's action asks for", async () => {
    const make = async (host: string, audience: string) => {
      const { OpenIDConnectProviderArn } = await new IAMClient(here()).send(
        new CreateOpenIDConnectProviderCommand({ Url: `https://${host}`, ClientIDList: [audience] }),
      );
      return { githubOidcProviderArn: OpenIDConnectProviderArn };
    };
    const good = await make("token.actions.githubusercontent.com", "sts.amazonaws.com");
    expect(await look(account, "github-is-known", good)).toBe("passed");
    const other = await make("gitlab.example.com", "gitlab");
    expect(await look(account, "github-is-known", other)).toBe(
      "failed: a provider for gitlab.example.com; the audiences gitlab",
    );
  });

  test("a log bucket that was opened fails", async () => {
    await makeBucket("open-logs", false);
    expect(await look(account, "log-bucket-is-private", { logBucketName: "logs" })).toBe("passed");
    expect(await look(account, "log-bucket-is-private", { logBucketName: "open-logs" })).toBe(
      "failed: RestrictPublicBuckets off",
    );
  });
});

describe("10-network", () => {
  let vpcId: string | undefined;
  let isolated = "";
  let open = "";
  let groups: { db: string | undefined; cache: string | undefined };
  const config = { network: { mode: "private", nat: "single", servicePorts: [3000] } };
  const send = () => new ec2.EC2Client(here());
  const makeTable = async () =>
    (await send().send(new ec2.CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable?.RouteTableId ?? "";

  beforeAll(async () => {
    const client = send();
    vpcId = (await client.send(new ec2.CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc?.VpcId;
    const { InternetGateway } = await client.send(new ec2.CreateInternetGatewayCommand({}));
    const GatewayId = InternetGateway?.InternetGatewayId;
    await client.send(new ec2.AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: GatewayId }));
    [isolated, open] = [await makeTable(), await makeTable()];
    await client.send(
      new ec2.CreateRouteCommand({ RouteTableId: open, DestinationCidrBlock: "0.0.0.0/0", GatewayId }),
    );
    const [db, cache] = await Promise.all(
      ["db", "cache"].map(async (GroupName) => {
        const made = await client.send(
          new ec2.CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId: vpcId }),
        );
        return made.GroupId;
      }),
    );
    groups = { db, cache };
  });

  test("a database subnet with a way to the internet fails, with its table and destination", async () => {
    expect(await look(network, "databases-are-isolated", { dbRouteTableIds: [isolated] }, config)).toBe(
      "passed",
    );
    expect(await look(network, "databases-are-isolated", { dbRouteTableIds: [isolated, open] }, config)).toBe(
      `failed: ${open} has a route to 0.0.0.0/0`,
    );
  });

  test("a public subnet without a way to the internet fails", async () => {
    expect(await look(network, "public-subnets-reach-out", { publicRouteTableIds: [open] }, config)).toBe(
      "passed",
    );
    expect(await look(network, "public-subnets-reach-out", { publicRouteTableIds: [isolated] }, config)).toBe(
      `failed: none in ${isolated}`,
    );
  });

  test("private subnets need their way out only where there is NAT", async () => {
    const outputs = { natMode: "single", privateRouteTableIds: [isolated] };
    expect(await look(network, "nat-routes-are-alive", outputs, config)).toBe(
      `failed: no way out in ${isolated}`,
    );
    expect(
      await look(network, "nat-routes-are-alive", { ...outputs, privateRouteTableIds: [open] }, config),
    ).toBe("passed");
    expect(await look(network, "nat-routes-are-alive", { ...outputs, natMode: "none" }, config)).toBe(
      "not-needed: there is no NAT (network.nat)",
    );
  });

  test("a database's group that somebody opened to the world fails", async () => {
    const outputs = { securityGroupIds: groups };
    expect(await look(network, "data-groups-are-closed", outputs, config)).toBe("passed");
    await send().send(
      new ec2.AuthorizeSecurityGroupIngressCommand({
        GroupId: groups.db,
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
        ],
      }),
    );
    expect(await look(network, "data-groups-are-closed", outputs, config)).toBe(
      `failed: ${groups.db} is open to the world`,
    );
  });
});

describe("20-data", () => {
  const config = {
    data: {
      db: { engine: "postgres", class: "db.t4g.small", name: "shop" },
      secrets: { stripe: { keys: ["KEY"] } },
    },
  };
  const db = (identifier: string) => ({ db: { engine: "postgres", identifier } });

  test("a database that is public or not encrypted fails", async () => {
    const client = new RDSClient(here());
    const make = (DBInstanceIdentifier: string, isGood: boolean) =>
      client.send(
        new CreateDBInstanceCommand({
          ...{
            DBInstanceIdentifier,
            Engine: "postgres",
            DBInstanceClass: "db.t4g.small",
            AllocatedStorage: 20,
          },
          ...{ MasterUsername: "dbmaster", MasterUserPassword: "irrelevant-here" },
          ...{ PubliclyAccessible: !isGood, StorageEncrypted: isGood, BackupRetentionPeriod: 7 },
        }),
      );
    await make("shop-dev-db", true);
    await make("open-db", false);
    expect(await look(data, "database-is-private", db("shop-dev-db"), config)).toBe("passed");
    expect(await look(data, "database-is-private", db("open-db"), config)).toBe(
      "failed: publicly accessible; not encrypted",
    );
  });

  test("a bucket that takes plain HTTP or is not closed fails", async () => {
    await makeBucket("docs", true);
    await makeBucket("open-docs", false);
    const buckets = (...names: string[]) => ({
      buckets: Object.fromEntries(names.map((name) => [name, { name, arn: `arn:aws:s3:::${name}` }])),
    });
    expect(await look(data, "buckets-are-private", buckets("docs"), config)).toBe("passed");
    expect(await look(data, "buckets-are-private", buckets("docs", "open-docs"), config)).toBe(
      "failed: RestrictPublicBuckets off for open-docs; open-docs takes plain HTTP",
    );
  });

  test("a secret that still holds its placeholder warns", async () => {
    const client = new SecretsManagerClient(here());
    const { ARN: stripe } = await client.send(
      new CreateSecretCommand({ Name: "shop/dev/stripe", SecretString: '{"KEY":"replace-me"}' }),
    );
    const outputs = { secretArns: { stripe } };
    expect(await look(data, "secrets-are-set", outputs, config)).toBe('warned: the placeholder in "stripe"');
    await client.send(new PutSecretValueCommand({ SecretId: stripe, SecretString: '{"KEY":"sk_test"}' }));
    expect(await look(data, "secrets-are-set", outputs, config)).toBe("passed");
  });
});

describe("30-ecs", () => {
  const digest = `sha256:${"1".repeat(64)}`;
  const config = (image: string) => ({
    compute: { services: { api: { port: 3000, image, routes: [{ priority: 1 }] } } },
    ecr: { repos: ["api"] },
  });
  let outputs: Record<string, unknown> = {};

  beforeAll(async () => {
    const client = new ecs.ECSClient(here());
    const { cluster } = await client.send(new ecs.CreateClusterCommand({ clusterName: "shop-dev" }));
    await client.send(
      new ecs.RegisterTaskDefinitionCommand({
        family: "api",
        containerDefinitions: [{ name: "api", image: `x.dkr.ecr/api@${digest}`, memory: 512 }],
      }),
    );
    await client.send(
      new ecs.CreateServiceCommand({
        ...{ cluster: "shop-dev", serviceName: "shop-dev-api", taskDefinition: "api", desiredCount: 2 },
      }),
    );
    outputs = {
      ...{ engine: "fargate", clusterArn: cluster?.clusterArn },
      services: { api: { name: "shop-dev-api", minTasks: 2, targetGroupArnSuffixes: [] } },
    };
  });

  test("a service that runs too few tasks, or is gone, fails", async () => {
    // moto runs no task of a service.
    expect(await look(compute, "services-are-steady", outputs, config(digest))).toBe(
      "failed: shop-dev-api runs 0 of 2 tasks",
    );
    const gone = {
      ...outputs,
      services: { api: { name: "shop-dev-old", minTasks: 1, targetGroupArnSuffixes: [] } },
    };
    expect(await look(compute, "services-are-steady", gone, config(digest))).toBe(
      "failed: shop-dev-old is not there",
    );
  });

  test("a service without an image has nothing to show yet", async () => {
    const before = {
      ...outputs,
      services: { api: { name: "shop-dev-api", minTasks: 0, targetGroupArnSuffixes: [] } },
    };
    for (const id of [
      "services-are-steady",
      "images-are-the-configured-ones",
      "targets-are-healthy",
      "app-answers",
    ]) {
      expect(await look(compute, id, { ...before, exposure: "public" }, config(""))).toMatch(/^not-needed: /);
    }
  });

  test("an image other than the configured one warns, with the one that runs", async () => {
    expect(await look(compute, "images-are-the-configured-ones", outputs, config(digest))).toBe("passed");
    const wanted = `sha256:${"2".repeat(64)}`;
    expect(await look(compute, "images-are-the-configured-ones", outputs, config(wanted))).toBe(
      `warned: shop-dev-api runs x.dkr.ecr/api@${digest}`,
    );
  });
});

describe("60-queues", () => {
  const config = { queues: { app: { visibilitySeconds: 60, maxReceiveCount: 3 } } };
  const arnOf = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;
  let url = "";
  const outputs = () => ({
    queues: {
      app: {
        name: "shop-dev-app",
        url,
        deadLetterName: "shop-dev-app-dlq",
        deadLetterArn: arnOf("shop-dev-app-dlq"),
      },
    },
  });
  const client = () => new SQSClient(here());

  beforeAll(async () => {
    await client().send(new CreateQueueCommand({ QueueName: "shop-dev-app-dlq" }));
    const { QueueUrl } = await client().send(
      new CreateQueueCommand({
        QueueName: "shop-dev-app",
        Attributes: {
          ...{ VisibilityTimeout: "60", SqsManagedSseEnabled: "true", Policy: policy("sqs:*", "Deny") },
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: arnOf("shop-dev-app-dlq"),
            maxReceiveCount: 3,
          }),
        },
      }),
    );
    url = QueueUrl ?? "";
  });

  test("a queue as it was made passes, a changed one is told with all that differs", async () => {
    expect(await look(queues, "queues-are-as-configured", outputs(), config)).toBe("passed");
    await client().send(
      new SetQueueAttributesCommand({
        QueueUrl: url,
        Attributes: {
          VisibilityTimeout: "5",
          Policy: policy("sqs:*", "Allow"),
          SqsManagedSseEnabled: "false",
        },
      }),
    );
    expect(await look(queues, "queues-are-as-configured", outputs(), config)).toBe(
      "failed: shop-dev-app is not encrypted; shop-dev-app takes plain HTTP; shop-dev-app hides a message for 5 seconds",
    );
  });

  test("messages in a dead-letter queue warn", async () => {
    expect(await look(queues, "nothing-is-set-aside", outputs(), config)).toBe("passed");
    await client().send(new SendMessageCommand({ QueueUrl: `${url}-dlq`, MessageBody: "bad" }));
    expect(await look(queues, "nothing-is-set-aside", outputs(), config)).toBe("warned: 1 of shop-dev-app");
  });
});

describe("70-docpipeline", () => {
  const config = { docpipeline: { notifyQueue: "app" } };
  const queueArn = `arn:aws:sqs:${region}:${accountId}:shop-dev-failures`;
  let outputs: Record<string, unknown> = {};
  const events = () => new EventBridgeClient(here());

  beforeAll(async () => {
    const roleArn = `arn:aws:iam::${accountId}:role/pipeline`;
    const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Succeed" } } });
    const [stateMachineArn, starterArn] = await Promise.all(
      ["pipeline", "starter"].map(async (name) => {
        const made = await new SFNClient(here()).send(
          new CreateStateMachineCommand({ name, definition, roleArn }),
        );
        return made.stateMachineArn;
      }),
    );
    await new SQSClient(here()).send(new CreateQueueCommand({ QueueName: "shop-dev-failures" }));
    await events().send(new PutRuleCommand({ Name: "uploads", EventPattern: '{"source":["aws.s3"]}' }));
    outputs = {
      ...{ stateMachineArn, starterArn, uploadRuleName: "uploads" },
      ...{ failureQueueArn: queueArn, failureQueueName: "shop-dev-failures" },
    };
  });

  test("machines that are there are ready", async () => {
    expect(await look(docpipeline, "machines-are-ready", outputs, config)).toBe("passed");
  });

  test("a rule without the starter behind it, or that is off, fails", async () => {
    expect(await look(docpipeline, "uploads-start-it", outputs, config)).toBe(
      "failed: no target that is the starter",
    );
    await events().send(
      new PutTargetsCommand({
        Rule: "uploads",
        Targets: [{ Id: "starter", Arn: String(outputs["starterArn"]), DeadLetterConfig: { Arn: queueArn } }],
      }),
    );
    expect(await look(docpipeline, "uploads-start-it", outputs, config)).toBe("passed");
    await events().send(new DisableRuleCommand({ Name: "uploads" }));
    expect(await look(docpipeline, "uploads-start-it", outputs, config)).toBe("failed: the rule is DISABLED");
  });

  test("a failed document warns", async () => {
    expect(await look(docpipeline, "no-document-failed", outputs, config)).toBe("passed");
    const QueueUrl = `${moto.endpoint}/${accountId}/shop-dev-failures`;
    await new SQSClient(here()).send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
    expect(await look(docpipeline, "no-document-failed", outputs, config)).toBe("warned: 1 messages");
  });
});

describe("95-observability", () => {
  const config = { obs: { emails: ["ops@example.com"] } };
  let outputs: Record<string, unknown> = {};
  const client = () => new CloudWatchClient(here());

  beforeAll(async () => {
    const { TopicArn } = await new SNSClient(here()).send(new CreateTopicCommand({ Name: "alerts" }));
    await client().send(
      new PutMetricAlarmCommand({
        ...{ AlarmName: "shop-dev-errors", MetricName: "5xx", Namespace: "AWS/ApiGateway", Statistic: "Sum" },
        ...{ Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
        ...{ AlarmActions: [TopicArn ?? ""], ActionsEnabled: true },
      }),
    );
    outputs = { alertTopicArn: TopicArn, alarmNames: ["shop-dev-errors"] };
  });

  test("an alarm that is gone or silenced fails, one that is raised warns", async () => {
    expect(await look(observability, "alarms-tell-somebody", outputs, config)).toBe("passed");
    expect(
      await look(
        observability,
        "alarms-tell-somebody",
        { ...outputs, alarmNames: ["shop-dev-gone"] },
        config,
      ),
    ).toBe('failed: no "shop-dev-gone"');
    expect(await look(observability, "nothing-is-alarming", outputs, config)).toBe("passed");
    await client().send(
      new SetAlarmStateCommand({ AlarmName: "shop-dev-errors", StateValue: "ALARM", StateReason: "test" }),
    );
    expect(await look(observability, "nothing-is-alarming", outputs, config)).toBe("warned: shop-dev-errors");
    await client().send(new DisableAlarmActionsCommand({ AlarmNames: ["shop-dev-errors"] }));
    expect(await look(observability, "alarms-tell-somebody", outputs, config)).toBe(
      'failed: the actions of "shop-dev-errors" are off',
    );
  });

  test("an address without a confirmed subscription warns", async () => {
    expect(await look(observability, "mails-are-confirmed", outputs, config)).toBe(
      "warned: ops@example.com for alerts is not confirmed",
    );
    // moto confirms at once.
    await new SNSClient(here()).send(
      new SubscribeCommand({
        TopicArn: String(outputs["alertTopicArn"]),
        Protocol: "email",
        Endpoint: "Ops@example.com",
      }),
    );
    expect(await look(observability, "mails-are-confirmed", outputs, config)).toBe("passed");
  });
});

describe("99-cicd", () => {
  const makeRole = async (RoleName: string, condition: object) => {
    const { Role } = await new IAMClient(here()).send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: {
                Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`,
              },
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: condition,
            },
          ],
        }),
      }),
    );
    return Role?.Arn;
  };
  const subject = (value: string | string[]) => ({
    StringEquals: { "token.actions.githubusercontent.com:sub": value },
  });

  test("roles for named jobs pass; any job, any repository, or a pull request that deploys fails", async () => {
    const preview = await makeRole("preview", subject("repo:example/shop:pull_request"));
    const backend = await makeRole("backend", subject(["repo:example@1/shop@2:environment:dev"]));
    expect(await look(cicd, "roles-trust-named-jobs", { roleArns: { infraPreview: preview, backend } })).toBe(
      "passed",
    );
    expect(
      await look(cicd, "roles-trust-named-jobs", {
        roleArns: {
          infraUp: await makeRole("any-job", {
            StringEquals: { "token.actions.githubusercontent.com:aud": "sts" },
          }),
          backend: preview,
          frontend: await makeRole("any-repository", subject("repo:example/*:ref:refs/heads/main")),
        },
      }),
    ).toBe(
      "failed: infraUp trusts any job; backend trusts repo:example/shop:pull_request; frontend trusts repo:example/*:ref:refs/heads/main",
    );
  });
});
