import { stringOf, uuidOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:sns/topic:Topic",
    noun: "SNS Topic",
    operations: { update: "SetTopicAttributes" },
    id: (make) => make.arn("sns", stringOf(make.inputs["name"])),
    outputs: (make) => ({ arn: make.id, owner: make.account, signatureVersion: 1 }),
    defaults: { contentBasedDeduplication: false, fifoTopic: false },
    createOnly: ["name", "namePrefix", "fifoTopic"],
    autoName: { property: "name", maxLength: 80 },
  },
  {
    token: "aws:sns/topicPolicy:TopicPolicy",
    noun: "SNS Topic Policy",
    overwrites: true,
    operations: { create: "SetTopicAttributes", update: "SetTopicAttributes", delete: "SetTopicAttributes" },
    id: (make) => stringOf(make.inputs["arn"]),
    outputs: (make) => ({ owner: make.account }),
    createOnly: ["arn"],
  },
  {
    token: "aws:sns/topicSubscription:TopicSubscription",
    noun: "SNS Topic Subscription",
    operations: { create: "Subscribe", update: "SetSubscriptionAttributes", delete: "Unsubscribe" },
    id: (make) => `${stringOf(make.inputs["topic"])}:${uuidOf(make)}`,
    outputs: (make) => ({
      arn: make.id,
      ownerId: make.account,
      // Nobody clicks the link in the mail here.
      pendingConfirmation: String(make.inputs["protocol"]).startsWith("email"),
    }),
    defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    createOnly: ["topic", "protocol", "endpoint"],
  },
];
