import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { queuesConfig, type QueuesConfigInput } from "../../../stacks/60-queues/config.ts";
import { examples, pushed, withImages, type QueuesExample } from "../../support/examples/queues.ts";

/** A configuration that a test is free to break. */
type Loose = Record<string, any>;

function settle(input: object) {
  const result = checkConfig(queuesConfig, input as Loose);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

function faultsOf(change: (config: Loose) => void, example: QueuesExample = "doc-pipeline-dev"): string[] {
  const config = structuredClone(examples[example]) as Loose;
  change(config);
  const result = checkConfig(queuesConfig, config);
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
}

const app = (config: Loose): Loose => config["queues"].app;
const worker = (config: Loose): Loose => config["workers"].default;

test.each(Object.keys(examples) as QueuesExample[])(
  "%s is accepted before and after its first image",
  (name) => {
    expect(faultsOf(() => {}, name)).toEqual([]);
    expect(() => settle(withImages(examples[name] as QueuesConfigInput))).not.toThrow();
  },
);

test("a queue is safe by default: dead letters after five attempts, encrypted, four days' retention", () => {
  expect(settle({ ...examples["app-runner-prod"], queues: { jobs: {} } }).queues["jobs"]).toEqual({
    fifo: false,
    deduplicateByContent: false,
    dlq: true,
    maxReceiveCount: 5,
    visibilitySeconds: 120,
    retentionDays: 4,
    delaySeconds: 0,
    maxMessageKiB: 1024,
    kms: "default",
    senders: [],
    receivers: [],
    awsSenders: [],
  });
});

test("a worker is careful by default: on demand, protected during a job, with two minutes to stop", () => {
  expect(worker(settle(examples["utm-dev"]))).toMatchObject({
    spot: false,
    taskProtection: true,
    stopTimeoutSeconds: 120,
    repository: "worker",
    desired: 1,
    readonlyRootFilesystem: true,
  });
});

test.each<[string, (config: Loose) => void, string[]]>([
  [
    "a worker of an unknown queue",
    (c) => (worker(c)["queues"] = ["app", "strip"]),
    [
      'workers.default.queues.1 is not a queue, expected one of app, stripe, notify, got "strip"; add it to queues or correct the name',
    ],
  ],
  [
    "a worker that sends to an unknown queue",
    (c) => (worker(c)["sendsTo"] = ["mail"]),
    [
      'workers.default.sendsTo.0 is not a queue, expected one of app, stripe, notify, got "mail"; add it to queues or correct the name',
    ],
  ],
  [
    "a worker without any queue",
    (c) => (worker(c)["queues"] = []),
    [
      "workers.default.queues is empty, expected the queues that the worker reads; name one, or set source: redis",
    ],
  ],
  [
    "a worker of Redis with queues",
    (c) => Object.assign(worker(c), { source: "redis", queues: ["app"], scaling: undefined }),
    ["workers.default.queues is set with source redis, expected none; remove it, or set source: sqs"],
  ],
  [
    "a queue read twice",
    (c) => (worker(c)["queues"] = ["app", "app"]),
    ['workers.default.queues names "app" more than once, expected each name once; remove one'],
  ],
  [
    "a job that outlasts its message's invisibility",
    (c) => (app(c)["visibilitySeconds"] = 300),
    [
      'workers.default.jobSeconds is not below the visibilitySeconds of the queue "app", so another task would start the same job, expected less than 300, got 300; raise queues.app.visibilitySeconds',
    ],
  ],
  [
    "Spot with a single attempt",
    (c) => (app(c)["maxReceiveCount"] = 1),
    [
      'workers.default.queues.0 is "app", whose maxReceiveCount of 1 would set a job aside when Spot stops its task, expected 2 or more; raise it or set spot: false',
    ],
  ],
  [
    "a size that Fargate does not offer",
    (c) => Object.assign(worker(c), { cpu: 256, memory: 4096 }),
    [
      "workers.default.memory does not fit 256 CPU units on Fargate, expected one of 512, 1024, 2048 MiB, got 4096",
    ],
  ],
  [
    "an image by tag",
    (c) => (worker(c)["image"] = "worker:latest"),
    [
      'workers.default.image is not fixed by digest, expected "sha256:<64 digits>" or "<registry>/<name>@sha256:<64 digits>", got "worker:latest"; deploy the digest that the push printed, or set allowMutableTag',
    ],
  ],
  [
    "an image from the internet where there are only endpoints",
    (c) => {
      c["compute"] = { egress: "endpoints" };
      worker(c)["image"] = `public.ecr.aws/a/b@${pushed}`;
    },
    [
      `workers.default.image is not in ECR, expected an image that VPC endpoints reach, got "public.ecr.aws/a/b@${pushed}"; copy it to a repository of 30-ecs or set compute.egress to internet`,
    ],
  ],
  [
    "a tracing sidecar from the internet where there are only endpoints",
    (c) => {
      c["compute"] = { egress: "endpoints" };
      c["obs"].tracing = "adot";
    },
    [
      'obs.collectorImage is not in ECR, expected an image that VPC endpoints reach, got "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"; copy it to a private repository or set obs.tracing to off',
    ],
  ],
  [
    "more tasks at least than at most",
    (c) => (worker(c)["scaling"].min = 3),
    ["workers.default.scaling.max is below min, expected at least 3, got 2"],
  ],
  [
    "scaling on more queues than one policy of AWS can follow",
    (c) => {
      for (const name of ["a", "b", "c", "d", "e"]) c["queues"][name] = { visibilitySeconds: 600 };
      Object.assign(worker(c), { queues: ["a", "b", "c", "d", "e"] });
    },
    [
      "workers.default.queues has 5, expected at most 4 with scaling, whose policy follows two metrics of each and takes ten; give some of them to another worker, or set desired instead of scaling",
    ],
  ],
  [
    "a metric beside the queues' own",
    (c) => (worker(c)["scaling"].backlogMetric = { namespace: "Jobs", name: "Open" }),
    [
      "workers.default.scaling.backlogMetric is set with source sqs, whose queues have metrics of their own; remove it",
    ],
  ],
  [
    "scaling on Redis without a metric",
    (c) => {
      Object.assign(worker(c), { source: "redis", queues: [] });
    },
    [
      "workers.default.scaling.backlogMetric is missing: CloudWatch does not know how long a queue in Redis is, expected the metric that the app sends; name it or remove scaling",
    ],
  ],
  [
    "a worker's name that AWS refuses",
    (c) => (c["workers"] = { Mail_Worker: worker(c) }),
    [
      "workers.Mail_Worker is not a name for a worker, expected at most 30 lower-case letters, digits and hyphens, a letter first; rename it",
    ],
  ],
  [
    "a queue's name that AWS refuses",
    (c) => (c["queues"]["sub.orders"] = {}),
    [
      "queues.sub.orders is not a name for a queue, expected at most 30 letters, digits, hyphens and underscores, a letter first; rename it",
    ],
  ],
  [
    "the ending of fifo queues in a name",
    (c) => (c["queues"]["orders.fifo"] = { fifo: true }),
    ['queues.orders.fifo ends in ".fifo", which is added to the name in AWS; remove it and set fifo: true'],
  ],
  [
    "a queue named like another's dead letters",
    (c) => (c["queues"]["app-dlq"] = {}),
    ['queues.app-dlq has the name of the dead-letter queue of "app"; rename it'],
  ],
  [
    "deduplication without fifo",
    (c) => (app(c)["deduplicateByContent"] = true),
    ["queues.app.deduplicateByContent is for fifo queues only; set fifo: true or remove it"],
  ],
  [
    "S3 as a sender to a fifo queue",
    (c) => Object.assign(app(c), { fifo: true, awsSenders: ["s3"] }),
    ["queues.app.awsSenders has s3, which cannot send to a fifo queue; remove it or set fifo: false"],
  ],
  [
    "messages that outlive their dead-letter queue",
    (c) => (app(c)["retentionDays"] = 14),
    [
      "queues.app.retentionDays is not below the 14 days of the dead-letter queue, which count from the first sending, so a message could be lost on its way there; expected at most 13, got 14",
    ],
  ],
  [
    "production without dead letters",
    (c) => {
      c["profile"] = "prod";
      app(c)["dlq"] = false;
    },
    [
      "queues.app.dlq is false with profile prod, where a message that always fails would be tried until it is lost; set dlq: true",
    ],
  ],
  [
    "a credential in plain text",
    (c) => (worker(c)["env"] = { AWS_SECRET_ACCESS_KEY: "x" }),
    [
      "workers.default.env.AWS_SECRET_ACCESS_KEY is a credential in plain text, expected none; the task role gives the app its rights",
    ],
  ],
])("refuses %s", (_, change, faults) => {
  expect(faultsOf(change)).toEqual(faults);
});

test("retention of fourteen days is fine where there are no dead letters", () => {
  expect(faultsOf((c) => (c["queues"].jobs.retentionDays = 14), "app-runner-dev")).toEqual([]);
});

test("refuses unknown keys with the nearest known one, and names every fault at once", () => {
  expect(
    faultsOf((c) => {
      app(c)["visibilitySecond"] = 30;
      worker(c)["queue"] = "app";
      app(c)["delaySeconds"] = 901;
    }),
  ).toMatchInlineSnapshot(`
   [
     "queues.app.delaySeconds is wrong, expected a valid value (Too big: expected number to be <=900), got 901",
     "queues.app.visibilitySecond is not a configuration key; did you mean "visibilitySeconds"?",
     "workers.default.queue is not a configuration key; did you mean "queues"?",
   ]
  `);
});
