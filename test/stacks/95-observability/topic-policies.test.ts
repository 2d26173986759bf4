import { expect, test } from "@jest/globals";
import { renderTopicKeyPolicy, renderTopicPolicy } from "../../../stacks/95-observability/topic-policies.ts";

const account = "123456789012";
const topic = `arn:aws:sns:us-west-1:${account}:alerts`;
const statements = (policy: string) => JSON.parse(policy).Statement;

test.each([
  "cloudwatch.amazonaws.com",
  "budgets.amazonaws.com",
  "costalerts.amazonaws.com",
  "events.rds.amazonaws.com",
])("%s may publish on behalf of this account, and use the key", (service) => {
  expect(statements(renderTopicPolicy(topic, account))).toContainEqual(
    expect.objectContaining({
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: topic,
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    }),
  );
  expect(statements(renderTopicKeyPolicy(account))[1]).toMatchObject({
    Principal: { Service: expect.arrayContaining([service]) },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  });
});

test("EventBridge may publish for rules of this account", () => {
  expect(statements(renderTopicPolicy(topic, account))).toContainEqual(
    expect.objectContaining({
      Principal: { Service: "events.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:*:${account}:rule/*` } },
    }),
  );
});

test("nobody else may publish, and nobody without TLS", () => {
  const allowed = statements(renderTopicPolicy(topic, account)).filter(
    ({ Effect }: any) => Effect === "Allow",
  );
  expect(allowed.every(({ Principal }: any) => typeof Principal.Service === "string")).toBe(true);
  expect(statements(renderTopicPolicy(topic, account)).at(-1)).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});
