import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "60-queues 1",
    what: "a dead-letter queue is of its source's type, and names end in .fifo or do not",
    rules: [
      "queue-dead-letter-target",
      "queue-redrive-allowed",
      "queue-fifo-attributes",
      "queue-name-form",
      "queue-attribute-ranges",
    ],
  },
  {
    id: "60-queues 1",
    what: "dead letters outlive their source, and a message stays hidden as long as its function may run",
    rules: ["queue-outlived-by-dead-letters", "queue-visibility-covers-function"],
  },
  {
    id: "60-queues 2",
    what: "one kind of encryption only",
    rules: ["queue-one-encryption"],
  },
  {
    id: "60-queues 2",
    what: "AWS's own key of SQS shuts out the services that send",
    rules: ["queue-key-open-to-senders", "bucket-notification-destination"],
    elsewhere: { file: "stacks/60-queues/queue-key.ts", how: "a key of one's own lets the senders in" },
  },
  {
    id: "60-queues 3",
    what: "a webhook's signature is over the raw body",
    undecided: "only Stripe can sign; the function that takes it is tested with real bodies",
  },
  {
    id: "60-queues 4",
    what: "tracking a target never leaves zero tasks",
    rules: [
      "scaling-policy-form",
      "scaling-policy-metrics",
      "scaling-policy-target",
      "scalable-target-exists",
      "scalable-target-limits",
    ],
    elsewhere: {
      file: "stacks/60-queues/backlog-scaling.ts",
      how: "adds a step from zero; workers can protect their work",
    },
  },
];
