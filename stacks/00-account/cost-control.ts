import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../../shared/naming.ts";
import type { AccountSettings } from "./config.ts";
import { anomalyMonitorScope, anomalySubscribers, budgetNotifications, budgetScope } from "./cost-rules.ts";
import { billingTopicPolicy, messagingKeyPolicy } from "./log-policies.ts";

export interface CostControlArgs {
  scope: Scope;
  /** The environments that live in the account. */
  environments: readonly string[];
  settings: Pick<AccountSettings, "billing" | "budgets" | "cmks" | "costAllocationTags" | "costAnomaly">;
}

/** Who hears about cost, and when. */
export class CostControl extends pulumi.ComponentResource {
  readonly messagingKeyArn: pulumi.Output<string> | undefined;
  readonly topicArn: pulumi.Output<string> | undefined;
  readonly budgetNames: pulumi.Output<string>[];

  constructor(name: string, args: CostControlArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:00-account:CostControl", name, {}, opts);
    const { scope, environments } = args;
    const { billing, budgets, cmks, costAllocationTags, costAnomaly } = args.settings;
    const child = { parent: this };

    const key = cmks.messaging ? createMessagingKey() : undefined;
    const topic = billing.topic && key ? createTopic(key) : undefined;
    this.budgetNames = Object.entries(budgets).map(([kind, budget]) => createBudget(kind, budget).name);
    if (costAnomaly) createAnomalyNotices(costAnomaly);
    for (const tagKey of costAllocationTags) createAllocationTag(tagKey);
    this.messagingKeyArn = key?.arn;
    this.topicArn = topic?.arn;
    this.registerOutputs({ topicArn: this.topicArn, budgetNames: this.budgetNames });

    function createMessagingKey() {
      const key = new aws.kms.Key(
        `${name}-messaging-key`,
        {
          description: "Topics of this account",
          enableKeyRotation: true,
          deletionWindowInDays: 30,
          policy: messagingKeyPolicy(scope.accountId),
        },
        child,
      );
      new aws.kms.Alias(
        `${name}-messaging-key-alias`,
        { name: `alias/${resourceName(scope, "messaging")}`, targetKeyId: key.keyId },
        child,
      );
      return key;
    }

    function createTopic(key: aws.kms.Key) {
      const topic = new aws.sns.Topic(`${name}-billing`, { kmsMasterKeyId: key.arn }, child);
      const policy = new aws.sns.TopicPolicy(
        `${name}-billing`,
        {
          arn: topic.arn,
          policy: topic.arn.apply((topicArn) => billingTopicPolicy({ topicArn, accountId: scope.accountId })),
        },
        child,
      );
      // Budgets write to the addresses themselves; anomaly notices of this frequency come by the topic alone.
      if (costAnomaly?.frequency === "immediate") {
        for (const email of billing.emails) {
          new aws.sns.TopicSubscription(
            `${name}-billing-${email}`,
            { topic: topic.arn, protocol: "email", endpoint: email },
            child,
          );
        }
      }
      return { arn: topic.arn, policy };
    }

    function createBudget(kind: string, budget: AccountSettings["budgets"][string]) {
      const to = { emails: [...budget.emails, ...billing.emails], topicArn: topic?.arn };
      return new aws.budgets.Budget(
        `${name}-${kind}`,
        {
          budgetType: "COST",
          timeUnit: "MONTHLY",
          limitAmount: String(budget.monthlyLimitUsd),
          limitUnit: "USD",
          costFilters: budgetScope(budget),
          notifications: budgetNotifications(budget, to),
        },
        { ...child, dependsOn: topic ? [topic.policy] : [] },
      );
    }

    function createAnomalyNotices({ frequency, minimumImpactUsd }: NonNullable<typeof costAnomaly>) {
      const monitor = new aws.costexplorer.AnomalyMonitor(
        `${name}-anomalies`,
        { monitorType: "CUSTOM", monitorSpecification: anomalyMonitorScope(environments) },
        child,
      );
      new aws.costexplorer.AnomalySubscription(
        `${name}-anomalies`,
        {
          frequency: frequency.toUpperCase(),
          monitorArnLists: [monitor.arn],
          subscribers: anomalySubscribers(frequency, { emails: billing.emails, topicArn: topic?.arn }),
          thresholdExpression: {
            dimension: {
              key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
              matchOptions: ["GREATER_THAN_OR_EQUAL"],
              values: [String(minimumImpactUsd)],
            },
          },
        },
        { ...child, dependsOn: topic ? [topic.policy] : [] },
      );
    }

    function createAllocationTag(tagKey: string) {
      return new aws.costexplorer.CostAllocationTag(
        `${name}-tag-${tagKey}`,
        { tagKey, status: "Active" },
        child,
      );
    }
  }
}
