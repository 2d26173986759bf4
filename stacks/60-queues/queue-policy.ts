import {
  administeredByAccount,
  denyWithoutTls,
  forAccount,
  policyDocument,
} from "../../shared/policy-document.ts";
import type { QueueConfig } from "./config.ts";

type AwsSender = QueueConfig["awsSenders"][number];

/**
 * Refuses everybody without TLS, and lets AWS services send for this account. Roles of this account need no mention:
 * their own policies decide, API Gateway's role for webhooks included.
 */
export function renderQueuePolicy(
  queueArn: string,
  accountId: string,
  awsSenders: readonly AwsSender[] = [],
): string {
  return policyDocument([
    denyWithoutTls("sqs:*", queueArn),
    ...(awsSenders.length === 0
      ? []
      : [
          {
            Sid: "SendForThisAccount",
            Effect: "Allow" as const,
            Principal: { Service: principals(awsSenders) },
            Action: "sqs:SendMessage",
            Resource: queueArn,
            Condition: forAccount(accountId),
          },
        ]),
  ]);
}

/** IAM decides within the account; AWS services that send to an encrypted queue need the key by name. */
export function renderQueueKeyPolicy(accountId: string, awsSenders: readonly AwsSender[]): string {
  return policyDocument([
    administeredByAccount(accountId),
    ...(awsSenders.length === 0
      ? []
      : [
          {
            Sid: "SendersEncrypt",
            Effect: "Allow" as const,
            Principal: { Service: principals(awsSenders) },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: forAccount(accountId),
          },
        ]),
  ]);
}

function principals(senders: readonly AwsSender[]): string[] {
  return [...new Set(senders)].sort().map((sender) => `${sender}.amazonaws.com`);
}
