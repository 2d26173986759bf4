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
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      ...(awsSenders.length === 0
        ? []
        : [
            {
              Sid: "SendForThisAccount",
              Effect: "Allow",
              Principal: { Service: principals(awsSenders) },
              Action: "sqs:SendMessage",
              Resource: queueArn,
              Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
          ]),
    ],
  });
}

/** IAM decides within the account; AWS services that send to an encrypted queue need the key by name. */
export function renderQueueKeyPolicy(accountId: string, awsSenders: readonly AwsSender[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountDecidesByIam",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      ...(awsSenders.length === 0
        ? []
        : [
            {
              Sid: "SendersEncrypt",
              Effect: "Allow",
              Principal: { Service: principals(awsSenders) },
              Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
              Resource: "*",
              Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
          ]),
    ],
  });
}

function principals(senders: readonly AwsSender[]): string[] {
  return [...new Set(senders)].sort().map((sender) => `${sender}.amazonaws.com`);
}
