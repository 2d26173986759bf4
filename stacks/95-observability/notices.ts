import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../../shared/naming.ts";
import { partsOf } from "../../shared/stack-reference.ts";
import type { ComputeSeen } from "./compute-watch.ts";
import type { DataSeen } from "./data-watch.ts";
import { failedDeployments } from "./event-patterns.ts";
import type { ObservabilityConfig } from "./config.ts";

export interface NoticesArgs {
  scope: Scope;
  prefix: string;
  topicArn: pulumi.Input<string>;
  data: DataSeen;
  compute: ComputeSeen;
  budget: ObservabilityConfig["obs"]["budget"] | undefined;
  costAnomaly: ObservabilityConfig["obs"]["costAnomaly"] | undefined;
}

/** What AWS has to say that no metric shows, sent to the topic of the alarms. */
export class Notices extends pulumi.ComponentResource {
  constructor(name: string, args: NoticesArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:95-observability:Notices", name, {}, opts);
    const { scope, prefix, topicArn, data, compute } = args;
    const child = { parent: this };

    subscribeToDatabase();
    if (compute.clusterName !== undefined) createDeploymentNotices(compute.clusterName);
    if (args.budget !== undefined) createBudget(args.budget.monthlyLimitUsd);
    if (args.costAnomaly !== undefined) createCostAnomalyNotices(args.costAnomaly.minimumImpactUsd);
    this.registerOutputs();

    function subscribeToDatabase(): void {
      const db = partsOf(data.db);
      if (db === undefined) return;
      const isCluster = db.engine === "aurora-postgresql";
      new aws.rds.EventSubscription(
        "database",
        {
          snsTopic: topicArn,
          sourceType: isCluster ? "db-cluster" : "db-instance",
          sourceIds: [db.identifier],
          eventCategories: [
            ...["configuration change", "deletion", "failover", "failure", "maintenance", "notification"],
            ...(isCluster ? [] : ["availability", "low storage", "recovery"]),
          ],
        },
        child,
      );
    }

    /** A deployment that the circuit breaker rolled back leaves a healthy service, and no other trace. */
    function createDeploymentNotices(clusterName: pulumi.Input<string>): void {
      const rule = new aws.cloudwatch.EventRule(
        "failed-deployments",
        {
          description: `Deployments of ${prefix} that failed or were rolled back`,
          eventPattern: pulumi.output(clusterName).apply((cluster) => failedDeployments(scope, cluster)),
        },
        child,
      );
      new aws.cloudwatch.EventTarget("failed-deployments", { rule: rule.name, arn: topicArn }, child);
    }

    function createBudget(monthlyLimitUsd: number): void {
      const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
        comparisonOperator: "GREATER_THAN",
        notificationType,
        threshold,
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: [topicArn],
      });
      new aws.budgets.Budget(
        "environment",
        {
          budgetType: "COST",
          timeUnit: "MONTHLY",
          limitAmount: String(monthlyLimitUsd),
          limitUnit: "USD",
          costFilters: [{ name: "TagKeyValue", values: [`user:Environment$${scope.environment}`] }],
          notifications: [notify("ACTUAL", 80), notify("FORECASTED", 100)],
        },
        child,
      );
    }

    function createCostAnomalyNotices(minimumImpactUsd: number): void {
      const monitor = new aws.costexplorer.AnomalyMonitor(
        "environment",
        {
          monitorType: "CUSTOM",
          monitorSpecification: JSON.stringify({ Tags: { Key: "Environment", Values: [scope.environment] } }),
        },
        child,
      );
      new aws.costexplorer.AnomalySubscription(
        "environment",
        {
          // Only notices of this frequency go to a topic.
          frequency: "IMMEDIATE",
          monitorArnLists: [monitor.arn],
          subscribers: [{ type: "SNS", address: topicArn }],
          thresholdExpression: {
            dimension: {
              key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
              matchOptions: ["GREATER_THAN_OR_EQUAL"],
              values: [String(minimumImpactUsd)],
            },
          },
        },
        child,
      );
    }
  }
}
