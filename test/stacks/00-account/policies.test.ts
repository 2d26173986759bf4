import { expect, test } from "@jest/globals";
import { deployIamStatements } from "../../../shared/components/deploy-policy.ts";
import { policyDocument } from "../../../shared/policy-document.ts";
import { boundaryPolicy, developerTrustPolicy } from "../../../stacks/00-account/access-policies.ts";
import {
  billingTopicPolicy,
  logBucketPolicy,
  logKeyPolicy,
  messagingKeyPolicy,
} from "../../../stacks/00-account/log-policies.ts";
import type { Statement } from "../../../shared/policy-document.ts";

const accountId = "111111111111";
const bucketArn = "arn:aws:s3:::logs";
const trailArn = `arn:aws:cloudtrail:us-west-1:${accountId}:trail/docs-shared-trail`;
const boundaryArn = `arn:aws:iam::${accountId}:policy/docs-shared-boundary`;

const statements = (document: string) => (JSON.parse(document) as { Statement: Statement[] }).Statement;
const statement = (document: string, sid: string) => statements(document).find(({ Sid }) => Sid === sid);

const bucketPolicy = logBucketPolicy({ bucketArn, accountId, trailArn });

test("the log bucket takes nothing without TLS", () => {
  expect(statement(bucketPolicy, "DenyWithoutTls")).toEqual({
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test("only this account's trail writes to the trail's folder", () => {
  expect(statement(bucketPolicy, "CloudTrailWrites")).toMatchObject({
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
    Condition: {
      StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
    },
  });
});

test("every service that may write is bound to this account", () => {
  const allowed = statements(bucketPolicy).filter(({ Effect }) => Effect === "Allow");
  expect(
    allowed.map(({ Sid, Principal }) => [Sid, (Principal as Record<string, string>)["Service"]]),
  ).toEqual([
    ["CloudTrailChecksBucket", "cloudtrail.amazonaws.com"],
    ["CloudTrailWrites", "cloudtrail.amazonaws.com"],
    ["LogDeliveryChecksBucket", "delivery.logs.amazonaws.com"],
    ["LogDeliveryWrites", "delivery.logs.amazonaws.com"],
    ["ConfigChecksBucket", "config.amazonaws.com"],
    ["ConfigWrites", "config.amazonaws.com"],
    ["LoadBalancersWrite", "logdelivery.elasticloadbalancing.amazonaws.com"],
    ["BucketsWriteAccessLogs", "logging.s3.amazonaws.com"],
  ]);
  for (const { Condition } of allowed) expect(JSON.stringify(Condition)).toContain(accountId);
});

test("the log key serves this account's log groups and trail only", () => {
  const policy = logKeyPolicy({ accountId, region: "us-west-1", trailArn });
  expect(statement(policy, "LogGroups")).toMatchObject({
    Principal: { Service: "logs.us-west-1.amazonaws.com" },
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:us-west-1:${accountId}:*` },
    },
  });
  expect(statement(policy, "Trail")).toMatchObject({
    Action: "kms:GenerateDataKey*",
    Condition: {
      StringEquals: { "aws:SourceArn": trailArn },
      StringLike: {
        "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${accountId}:trail/*`,
      },
    },
  });
});

test("the services that send notices may use the messaging key, and none may publish from another account", () => {
  expect(statement(messagingKeyPolicy(accountId), "Notices")).toMatchObject({
    Principal: {
      Service: expect.arrayContaining(["budgets.amazonaws.com", "costalerts.amazonaws.com"]),
    },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  });
  const topic = statements(billingTopicPolicy({ topicArn: "arn:topic", accountId }));
  expect(topic.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
    [{ Service: "budgets.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": accountId } }],
    [{ Service: "costalerts.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": accountId } }],
  ]);
});

const boundary = (change: Partial<Parameters<typeof boundaryPolicy>[0]> = {}) =>
  boundaryPolicy({
    accountId,
    boundaryArn,
    logBucketArn: bucketArn,
    protectedRoleNames: ["OrganizationAccountAccessRole"],
    ...change,
  });

test("no role under the boundary makes a role without it, nor takes it off, nor edits it", () => {
  expect(statement(boundary(), "RolesOnlyUnderThisBoundary")).toMatchObject({
    Effect: "Deny",
    Action: expect.arrayContaining([
      "iam:CreateRole",
      "iam:PutRolePermissionsBoundary",
      "iam:AttachRolePolicy",
    ]),
    Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
  });
  expect(statement(boundary(), "BoundaryStays")).toMatchObject({
    Effect: "Deny",
    Action: "iam:DeleteRolePermissionsBoundary",
  });
  expect(statement(boundary(), "BoundaryIsNotEdited")).toMatchObject({
    Effect: "Deny",
    Resource: boundaryArn,
  });
});

test("the boundary is no administrator's policy and keeps users, providers and the organization out", () => {
  const workloads = statement(boundary(), "Workloads");
  expect(workloads).not.toHaveProperty("Action");
  expect(workloads).toMatchObject({
    NotAction: expect.arrayContaining(["organizations:*", "iam:*User*", "iam:*OpenIDConnectProvider*"]),
  });
});

test("no role under the boundary stops the audit or touches its logs and key", () => {
  expect(statement(boundary(), "AuditStaysOn")).toMatchObject({
    Effect: "Deny",
    Action: expect.arrayContaining(["cloudtrail:StopLogging", "guardduty:DeleteDetector"]),
  });
  expect(statement(boundary(), "LogsStay")).toMatchObject({ Effect: "Deny" });
  const keyArn = "arn:aws:kms:us-west-1:111111111111:key/1";
  expect(statement(boundary({ logKeyArn: keyArn }), "LogKeyStays")).toMatchObject({ Resource: keyArn });
  expect(statements(boundary()).map(({ Sid }) => Sid)).not.toContain("LogKeyStays");
});

test("roles made elsewhere are protected by name, and the statement is left out where there is none", () => {
  expect(statement(boundary(), "ProtectedRoles")).toMatchObject({
    Effect: "Deny",
    Resource: [`arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`],
  });
  expect(statements(boundary({ protectedRoleNames: [] })).map(({ Sid }) => Sid)).not.toContain(
    "ProtectedRoles",
  );
});

test("the boundary fits into a managed policy", () => {
  expect(boundary({ logKeyArn: "k".repeat(80) }).length).toBeLessThan(6144);
});

test("a deployment grants rights only to roles under the boundary and hands them only to AWS services", () => {
  const policy = policyDocument(deployIamStatements({ accountId, boundaryArn }));
  expect(statement(policy, "GrantUnderBoundary")).toMatchObject({
    Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
  });
  expect(statement(policy, "HandRolesToServices")).toMatchObject({
    Action: ["iam:PassRole"],
    Condition: {
      StringEquals: { "iam:PassedToService": expect.arrayContaining(["ecs-tasks.amazonaws.com"]) },
    },
  });
  expect(policy).not.toMatch(/iam:\*|iam:CreateUser|iam:CreateAccessKey/);
});

test.each([
  ["anybody of the account", [], "arn:aws:iam::111111111111:root"],
  ["named people", ["arn:aws:iam::999999999999:user/ann"], ["arn:aws:iam::999999999999:user/ann"]],
])("the developer role is for %s, with MFA", (_, trustedPrincipalArns, principal) => {
  expect(JSON.parse(developerTrustPolicy({ accountId, trustedPrincipalArns }))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: principal },
        Action: "sts:AssumeRole",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ],
  });
});
