import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../../shared/naming.ts";
import { edgeRegion, type PlannedAlarm } from "./alarm-plan.ts";
import { renderTopicKeyPolicy, renderTopicPolicy } from "./topic-policies.ts";

export interface AlertTopicArgs {
  scope: Scope & { profile: string };
  /** Where the topic is; an alarm can only call a topic of its own region. */
  region: string;
  emails: readonly string[];
}

/**
 * A topic of alerts with a key of its own: with SNS's own key, CloudWatch's notices are dropped without a word.
 */
export class AlertTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlertTopicArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:95-observability:AlertTopic", name, {}, opts);
    const { scope, emails } = args;
    const region = args.region as aws.Region;
    const child = { parent: this };

    const key = createKey();
    const topic = new aws.sns.Topic(name, { region, kmsMasterKeyId: key.arn }, child);
    const policy = new aws.sns.TopicPolicy(
      name,
      { region, arn: topic.arn, policy: topic.arn.apply((arn) => renderTopicPolicy(arn, scope.accountId)) },
      child,
    );
    for (const endpoint of emails) {
      new aws.sns.TopicSubscription(
        `${name}-${endpoint}`,
        { region, topic: topic.arn, protocol: "email", endpoint },
        child,
      );
    }
    // Whoever publishes needs the policy to be there: budgets and cost anomalies test the topic when they are told of it.
    this.arn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });

    function createKey(): aws.kms.Key {
      const key = new aws.kms.Key(
        name,
        {
          region,
          description: `Alerts of ${scope.product} ${scope.environment}`,
          policy: renderTopicKeyPolicy(scope.accountId),
          enableKeyRotation: true,
          deletionWindowInDays: scope.profile === "prod" || scope.profile === "stage" ? 30 : 7,
        },
        child,
      );
      new aws.kms.Alias(
        name,
        { region, name: `alias/${resourceName(scope, name)}`, targetKeyId: key.keyId },
        child,
      );
      return key;
    }
  }
}

/** The topic of the environment's region, and one in us-east-1 where there are alarms that live only there. */
export function createTopics(
  args: Pick<AlertTopicArgs, "scope" | "emails"> & { alarms: readonly PlannedAlarm[] },
  opts: pulumi.ComponentResourceOptions,
): { home: pulumi.Output<string>; edge: pulumi.Output<string> | undefined } {
  const { scope, alarms } = args;
  const isEdgeWatched = alarms.some(({ place }) => place === "edge");
  const home = new AlertTopic("alerts", { ...args, region: scope.region }, opts).arn;
  if (scope.region === edgeRegion) return { home, edge: home };
  const edge = isEdgeWatched
    ? new AlertTopic("edge-alerts", { ...args, region: edgeRegion }, opts).arn
    : undefined;
  return { home, edge };
}
