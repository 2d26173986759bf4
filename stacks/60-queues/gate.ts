import { queues } from "../../shared/contracts/queues.ts";
import { defineGate, type GateInput, type World } from "../../shared/gate.ts";
import { deniesPlainHttp } from "../../shared/policy-facts.ts";
import { queuesConfig, type QueuesConfig } from "./config.ts";

type Input = GateInput<typeof queues, QueuesConfig>;
type Attributes = Partial<Record<string, string>>;

const none = ({ outputs }: Input): string | undefined =>
  Object.keys(outputs.queues).length === 0 ? "there are no queues" : undefined;

export default defineGate({
  contract: queues,
  config: queuesConfig,
  checks: [
    {
      id: "queues-are-as-configured",
      title: "queues are encrypted, refuse plain HTTP and set bad messages aside",
      reach: "aws",
      skip: none,
      expected: "encryption, a policy against plain HTTP, the configured visibility and dead-letter queue",
      remedy: "bring 60-queues up again with --refresh; somebody has changed a queue",
      async look(input, world) {
        const found = await Promise.all(
          Object.entries(input.outputs.queues).map(async ([key, { name, url, deadLetterArn }]) => {
            const seen = await readAttributes(url, input, world);
            const { visibilitySeconds, maxReceiveCount } = input.config.queues[key] ?? {};
            const redrive = JSON.parse(seen["RedrivePolicy"] ?? "{}") as {
              deadLetterTargetArn?: string;
              maxReceiveCount?: number | string;
            };
            return [
              ...(seen["SqsManagedSseEnabled"] === "true" || seen["KmsMasterKeyId"] !== undefined
                ? []
                : [`${name} is not encrypted`]),
              ...(deniesPlainHttp(seen["Policy"]) ? [] : [`${name} takes plain HTTP`]),
              ...(Number(seen["VisibilityTimeout"]) === visibilitySeconds
                ? []
                : [`${name} hides a message for ${seen["VisibilityTimeout"]} seconds`]),
              ...(redrive.deadLetterTargetArn === deadLetterArn &&
              (deadLetterArn === undefined || Number(redrive.maxReceiveCount) === maxReceiveCount)
                ? []
                : [
                    `${name} sets messages aside in ${redrive.deadLetterTargetArn ?? "no queue"} after ${redrive.maxReceiveCount ?? "any number of"} attempts`,
                  ]),
            ];
          }),
        );
        return found.flat();
      },
    },
    {
      id: "nothing-is-set-aside",
      title: "no message was set aside",
      reach: "aws",
      skip: none,
      warnsOnly: () => true,
      expected: "empty dead-letter queues",
      remedy: "read a message, mend its worker, then: aws sqs start-message-move-task --source-arn <ARN>",
      timeoutSeconds: 0,
      async look(input, world) {
        const found = await Promise.all(
          Object.values(input.outputs.queues).map(async ({ url, name, deadLetterName }) => {
            if (deadLetterName === undefined) return [];
            // Queues of an account and region differ in their last part only.
            const seen = await readAttributes(url.replace(/[^/]+$/, deadLetterName), input, world);
            const count = Number(seen["ApproximateNumberOfMessages"]);
            return count === 0 ? [] : [`${count} of ${name}`];
          }),
        );
        return found.flat();
      },
    },
  ],
});

async function readAttributes(url: string, { config }: Input, world: World): Promise<Attributes> {
  const { SQSClient, GetQueueAttributesCommand } = await import("@aws-sdk/client-sqs");
  const { Attributes = {} } = await new SQSClient(world.aws(config.region)).send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
    { abortSignal: world.signal },
  );
  return Attributes;
}
