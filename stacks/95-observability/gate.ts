import { observability } from "../../shared/contracts/observability.ts";
import { defineGate, type GateInput, type World } from "../../shared/gate.ts";
import { observabilityConfig, type ObservabilityConfig } from "./config.ts";

type Input = GateInput<typeof observability, ObservabilityConfig>;

export default defineGate({
  contract: observability,
  config: observabilityConfig,
  checks: [
    {
      id: "alarms-tell-somebody",
      title: "every alarm of this region exists and tells somebody",
      reach: "aws",
      skip: ({ outputs }) => (outputs.alarmNames.length === 0 ? "there are no alarms" : undefined),
      expected: "all published alarms, with their actions on",
      remedy: "bring 95-observability up again with --refresh; somebody has changed an alarm",
      async look(input, world) {
        const alarms = await readAlarms(input, world);
        return input.outputs.alarmNames.flatMap((name) => {
          const alarm = alarms.get(name);
          if (alarm === undefined) return [`no "${name}"`];
          return alarm.isOn ? [] : [`the actions of "${name}" are off`];
        });
      },
    },
    {
      id: "nothing-is-alarming",
      title: "no alarm is raised",
      reach: "aws",
      skip: ({ outputs }) => (outputs.alarmNames.length === 0 ? "there are no alarms" : undefined),
      warnsOnly: () => true,
      expected: "every alarm in OK or without data yet",
      remedy: "look at the alarm in CloudWatch's console, or at the output dashboardUrl",
      timeoutSeconds: 0,
      async look(input, world) {
        const alarms = await readAlarms(input, world);
        return [...alarms].filter(([, { state }]) => state === "ALARM").map(([name]) => name);
      },
    },
    {
      id: "mails-are-confirmed",
      title: "everybody who should hear of alarms has confirmed it",
      reach: "aws",
      skip: ({ config: { obs } }) =>
        obs.emails.length === 0 ? "nobody is configured (obs.emails)" : undefined,
      // AWS sends the mail with the link when this layer comes up.
      warnsOnly: () => true,
      expected: "a confirmed subscription of each of obs.emails to each topic",
      remedy: 'click the link in the mail "AWS Notification - Subscription Confirmation" (look into spam)',
      timeoutSeconds: 0,
      async look({ outputs, config: { obs } }, world) {
        const topics = [outputs.alertTopicArn, outputs.edgeAlertTopicArn].filter((arn) => arn !== undefined);
        const found = await Promise.all(
          topics.map(async (arn) => {
            const confirmed = await readConfirmedAddresses(arn, world);
            return obs.emails
              .filter((email) => !confirmed.has(email.toLowerCase()))
              .map((email) => `${email} for ${arn.split(":").at(-1)} is not confirmed`);
          }),
        );
        return found.flat();
      },
    },
  ],
  confirmations: [
    {
      id: "alarm-arrives",
      what: "an alarm that was raised by hand has reached a person",
      how: "aws cloudwatch set-alarm-state --alarm-name <name> --state-value ALARM --state-reason test",
    },
  ],
});

interface Alarm {
  state: string | undefined;
  isOn: boolean;
}

/** The layer's alarms, here and in us-east-1, by name. */
async function readAlarms({ outputs, config }: Input, world: World): Promise<Map<string, Alarm>> {
  const { CloudWatchClient, paginateDescribeAlarms } = await import("@aws-sdk/client-cloudwatch");
  const regions = new Set([config.region, ...(outputs.edgeAlertTopicArn === undefined ? [] : ["us-east-1"])]);
  const alarms = new Map<string, Alarm>();
  for (const region of regions) {
    const client = new CloudWatchClient(world.aws(region));
    const question = { AlarmTypes: ["MetricAlarm" as const, "CompositeAlarm" as const] };
    for await (const page of paginateDescribeAlarms({ client }, question)) {
      for (const { AlarmName = "", StateValue, ActionsEnabled, AlarmActions = [] } of [
        ...(page.MetricAlarms ?? []),
        ...(page.CompositeAlarms ?? []),
      ]) {
        if (!outputs.alarmNames.includes(AlarmName)) continue;
        alarms.set(AlarmName, {
          state: StateValue,
          isOn: ActionsEnabled !== false && AlarmActions.length > 0,
        });
      }
    }
  }
  return alarms;
}

async function readConfirmedAddresses(topic: string, world: World): Promise<Set<string>> {
  const { SNSClient, paginateListSubscriptionsByTopic } = await import("@aws-sdk/client-sns");
  const client = new SNSClient(world.aws(topic.split(":")[3]!));
  const confirmed = new Set<string>();
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topic })) {
    for (const { Protocol, Endpoint = "", SubscriptionArn = "" } of page.Subscriptions ?? []) {
      if (Protocol === "email" && SubscriptionArn.startsWith("arn:")) confirmed.add(Endpoint.toLowerCase());
    }
  }
  return confirmed;
}
