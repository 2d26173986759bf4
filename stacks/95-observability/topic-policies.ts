import {
  administeredByAccount,
  denyWithoutTls,
  forAccount,
  policyDocument,
  type Statement,
} from "../../shared/policy-document.ts";

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
  return policyDocument([
    administeredByAccount(accountId),
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
  return policyDocument([
    ...Object.entries(publishers).map(([sid, service]): Statement => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition:
        sid === "Events"
          ? { ArnLike: { "aws:SourceArn": `arn:aws:events:*:${accountId}:rule/*` } }
          : forAccount(accountId),
    })),
    denyWithoutTls("sns:Publish", topicArn),
  ]);
}
