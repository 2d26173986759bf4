import type { AccountSettings } from "./config.ts";

type Budget = AccountSettings["budgets"][string];

/** Whom a notice goes to; the topic's ARN in whatever form the caller has it. */
export interface Recipients<Arn> {
  emails: readonly string[];
  topicArn: Arn | undefined;
}

/** The part of the account's cost that a budget counts: all of it, or one environment's by its tag. */
export function budgetScope({
  environment,
}: Pick<Budget, "environment">): { name: string; values: string[] }[] {
  return environment === undefined
    ? []
    : [{ name: "TagKeyValue", values: [`user:Environment$${environment}`] }];
}

/** One notification for each alert, all to the same recipients. */
export function budgetNotifications<Arn>({ alerts }: Pick<Budget, "alerts">, to: Recipients<Arn>) {
  return alerts.map(({ percent, of }) => ({
    comparisonOperator: "GREATER_THAN",
    notificationType: of.toUpperCase(),
    threshold: percent,
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: [...new Set(to.emails)],
    subscriberSnsTopicArns: to.topicArn === undefined ? [] : [to.topicArn],
  }));
}

/**
 * What a cost monitor watches: the environments' cost by tag. A monitor by service would be refused in most accounts,
 * as AWS allows one and gives every new account its own.
 */
export function anomalyMonitorScope(environments: readonly string[]): string {
  return JSON.stringify({ Tags: { Key: "Environment", Values: environments } });
}

/** AWS sends immediate notices to a topic only, and daily and weekly ones by email only. */
export function anomalySubscribers<Arn>(
  frequency: NonNullable<AccountSettings["costAnomaly"]>["frequency"],
  to: Recipients<Arn>,
): { type: "SNS" | "EMAIL"; address: Arn | string }[] {
  if (frequency !== "immediate") return to.emails.map((address) => ({ type: "EMAIL", address }));
  return to.topicArn === undefined ? [] : [{ type: "SNS", address: to.topicArn }];
}
