import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { account } from "../../shared/contracts/account.ts";

const valid: OutputValues<typeof account> = {
  accountId: "111111111111",
  region: "us-west-1",
  logBucketName: "docs-shared-logs-111111111111-us-west-1",
  logBucketArn: "arn:aws:s3:::docs-shared-logs-111111111111-us-west-1",
  logKmsKeyArn: "arn:aws:kms:us-west-1:111111111111:key/0a1b2c3d",
  messagingKmsKeyArn: "arn:aws:kms:us-west-1:111111111111:key/4e5f6a7b",
  trailArn: "arn:aws:cloudtrail:us-west-1:111111111111:trail/docs-shared-trail",
  githubOidcProviderArn: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
  permissionsBoundaryArn: "arn:aws:iam::111111111111:policy/docs-shared-boundary",
  deployRoleArn: "arn:aws:iam::111111111111:role/access-deploy-0a1b2c3",
  developerRoleArn: "arn:aws:iam::111111111111:role/access-developer-0a1b2c3",
  developerConsoleUrl:
    "https://signin.aws.amazon.com/switchrole?account=111111111111&roleName=access-developer",
  billingTopicArn: "arn:aws:sns:us-west-1:111111111111:costs-billing-0a1b2c3",
  budgetNames: ["costs-account-0a1b2c3"],
};

const faults = (output: string, value: unknown) =>
  checkValue(account, output, value).map(({ path, message }) => `${path} ${message}`);

test("one stack of it serves all environments of an account", () => {
  expect(account.scope).toBe("account");
  expect(account.reads).toEqual([]);
});

test.each(Object.keys(account.outputs))("%s is good in the example", (output) => {
  expect(faults(output, valid[output as keyof typeof valid])).toEqual([]);
});

test("what an account may do without need not be published", () => {
  const optional = Object.keys(account.outputs).filter((output) => faults(output, undefined).length === 0);
  expect(optional).toEqual([
    "logKmsKeyArn",
    "messagingKmsKeyArn",
    "trailArn",
    "githubOidcProviderArn",
    "permissionsBoundaryArn",
    "deployRoleArn",
    "developerRoleArn",
    "developerConsoleUrl",
    "billingTopicArn",
  ]);
});

test.each([
  [
    "accountId",
    "11111111111",
    'accountId expected the 12 digits of an AWS account, in quotes, got "11111111111"',
  ],
  [
    "region",
    "us-west-9",
    'region is "us-west-9", expected an AWS region such as "us-west-1", got "us-west-9"',
  ],
  ["logBucketName", "Docs_Logs", 'logBucketName expected a bucket name, got "Docs_Logs"'],
  [
    "logBucketArn",
    "arn:aws:sns:us-west-1:111111111111:x",
    'logBucketArn expected an ARN of s3, got "arn:aws:sns:us-west-1:111111111111:x"',
  ],
  ["logKmsKeyArn", "alias/logs", 'logKmsKeyArn expected an ARN of kms, got "alias/logs"'],
  ["messagingKmsKeyArn", "alias/aws/sns", 'messagingKmsKeyArn expected an ARN of kms, got "alias/aws/sns"'],
  ["trailArn", "docs-trail", 'trailArn expected an ARN of cloudtrail, got "docs-trail"'],
  ["githubOidcProviderArn", "", 'githubOidcProviderArn expected an ARN of iam, got ""'],
  ["permissionsBoundaryArn", "boundary", 'permissionsBoundaryArn expected an ARN of iam, got "boundary"'],
  ["deployRoleArn", "deploy", 'deployRoleArn expected an ARN of iam, got "deploy"'],
  ["developerRoleArn", 7, "developerRoleArn expected string, got 7"],
  ["developerConsoleUrl", "console", 'developerConsoleUrl Invalid URL, got "console"'],
  ["billingTopicArn", "topic", 'billingTopicArn expected an ARN of sns, got "topic"'],
  ["budgetNames", "account", 'budgetNames expected array, got "account"'],
])("%s is refused as %j", (output, value, message) => {
  expect(faults(output, value)).toEqual([message]);
});
