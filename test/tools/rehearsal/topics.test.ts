import { expect, test } from "@jest/globals";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { openMemoryStore } from "../../../tools/rehearsal/store.ts";
import { findTopic, publishFault } from "../../../tools/rehearsal/topics.ts";
import { openAccount } from "./account-rig.ts";

const letIn = (principal: Properties | string, action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: action, Resource: "*" }],
  });
const owner = { AWS: "arn:aws:iam::111122223333:root" };

interface Situation {
  topic?: Properties;
  topicPolicy?: string;
  keyPolicy?: string;
}

/** What keeps a service from a topic of us-east-1, asked from anywhere. */
async function faultOf(service: string, { topic = {}, topicPolicy, keyPolicy }: Situation) {
  const store = openMemoryStore();
  const aws = openAccount({ region: "us-east-1" }, store);
  const key =
    keyPolicy === undefined
      ? {}
      : { kmsMasterKeyId: (await aws.create("aws:kms/key:Key", "key", { policy: keyPolicy }))["arn"]! };
  const { id } = await aws.create("aws:sns/topic:Topic", "t", { name: "t", ...key, ...topic });
  if (topicPolicy !== undefined)
    await aws.create("aws:sns/topicPolicy:TopicPolicy", "t", { arn: id, policy: topicPolicy });
  return publishFault(store, findTopic(store, "111122223333", id)!, service);
}

test.each<[string, string, Situation]>([
  ["CloudWatch by the policy that a topic is born with", "cloudwatch", {}],
  [
    "a service that its policy names",
    "budgets",
    { topicPolicy: letIn({ Service: "budgets.amazonaws.com" }, "sns:Publish") },
  ],
  ["anybody", "costalerts", { topicPolicy: letIn("*", "sns:Publish") }],
  [
    "a service by a policy in the topic itself",
    "s3",
    { topic: { policy: letIn({ Service: "s3.amazonaws.com" }, "sns:Publish") } },
  ],
])("a topic hears %s", async (_, service, situation) => {
  expect(await faultOf(service, situation)).toBeUndefined();
});

test.each<[string, string, Situation, string]>([
  [
    "other services by the policy that it is born with",
    "budgets",
    {},
    "the topic's policy does not allow budgets.amazonaws.com to publish",
  ],
  [
    "CloudWatch where its own policy names another service",
    "cloudwatch",
    { topicPolicy: letIn({ Service: "events.amazonaws.com" }, "sns:Publish") },
    "the topic's policy does not allow cloudwatch.amazonaws.com to publish",
  ],
  [
    "a service with AWS's own key",
    "cloudwatch",
    { topic: { kmsMasterKeyId: "alias/aws/sns" } },
    "the topic is encrypted with alias/aws/sns, expected a customer key",
  ],
  [
    "a service that its key does not let in",
    "cloudwatch",
    { keyPolicy: letIn(owner, "kms:*") },
    "does not allow cloudwatch.amazonaws.com to use it",
  ],
])("a topic does not hear %s", async (_, service, situation, fault) => {
  expect(await faultOf(service, situation)).toContain(fault);
});
