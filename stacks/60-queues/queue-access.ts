import { allow, type Statement } from "../../shared/policy-document.ts";
import { queueArn, queueName, type Scope } from "../../shared/naming.ts";
import type { QueueConfig } from "./config.ts";

/** Which queues somebody uses, by their names in the configuration. */
export interface QueueUse {
  receives: readonly string[];
  sends: readonly string[];
}

/** What using queues takes, and nothing else: neither purging nor changing them. */
export function queueStatements(
  { receives, sends }: QueueUse,
  queues: Readonly<Record<string, QueueConfig>>,
  scope: Scope,
  kmsKeyArn: string | undefined,
): Statement[] {
  const arnsOf = (names: readonly string[]) =>
    [...names]
      .sort()
      .map((name) => queueArn(scope, queueName(scope, name, { fifo: queues[name]?.fifo ?? false })));
  const encrypted = (names: readonly string[]) => names.some((name) => queues[name]?.kms === "cmk");
  return [
    ...(receives.length === 0
      ? []
      : [
          allow(
            "ReceiveMessages",
            [
              "sqs:ChangeMessageVisibility",
              "sqs:DeleteMessage",
              "sqs:GetQueueAttributes",
              "sqs:GetQueueUrl",
              "sqs:ReceiveMessage",
            ],
            arnsOf(receives),
          ),
        ]),
    ...(sends.length === 0
      ? []
      : [
          allow(
            "SendMessages",
            ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
            arnsOf(sends),
          ),
        ]),
    ...(kmsKeyArn === undefined || !encrypted([...receives, ...sends])
      ? []
      : [
          allow(
            "UseQueueKey",
            encrypted(sends) ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
            kmsKeyArn,
          ),
        ]),
  ];
}

/** Which queues each service of 30-ecs uses. */
export function usesByService(queues: Readonly<Record<string, QueueConfig>>): Map<string, QueueUse> {
  const named = Object.entries(queues);
  const services = named.flatMap(([, { senders, receivers }]) => [...senders, ...receivers]);
  return new Map(
    [...new Set(services)].sort().map((service) => [
      service,
      {
        receives: named.filter(([, { receivers }]) => receivers.includes(service)).map(([name]) => name),
        sends: named.filter(([, { senders }]) => senders.includes(service)).map(([name]) => name),
      },
    ]),
  );
}
