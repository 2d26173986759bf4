/** Services that publish alerts, with the sid of each one's statement. */
export const publishers = {
  Alarms: "cloudwatch.amazonaws.com",
  Events: "events.amazonaws.com",
  Database: "events.rds.amazonaws.com",
  Budgets: "budgets.amazonaws.com",
  CostAnomalies: "costalerts.amazonaws.com",
} as const;

/**
 * The key of a topic. The services that publish get no condition on their account: EventBridge and RDS do not say on
 * whose behalf they call KMS, and which of them may publish is for the topic's own policy.
 */
export function renderTopicKeyPolicy(accountId: string): string {
  return render([
    {
      Sid: "AdministeredByAccount",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Publishers",
      Effect: "Allow",
      Principal: { Service: Object.values(publishers).sort() },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
    },
  ]);
}

/**
 * Who may publish to a topic of alerts: the services that have something to say of this account, and nobody without
 * TLS. EventBridge names the rule instead of the account, and takes no condition on the account.
 */
export function renderTopicPolicy(topicArn: string, accountId: string): string {
  return render([
    ...Object.entries(publishers).map(([sid, service]) => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition:
        sid === "Events"
          ? { ArnLike: { "aws:SourceArn": `arn:aws:events:*:${accountId}:rule/*` } }
          : { StringEquals: { "aws:SourceAccount": accountId } },
    })),
    {
      Sid: "DenyWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

function render(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
