import { expect, test } from "@jest/globals";
import { openBehaviour, type BehaviourOptions } from "../../../tools/rehearsal/behaviour.ts";
import { openCloud } from "../../../tools/rehearsal/cloud.ts";
import { parseLatency } from "../../../tools/rehearsal/latency/latency.ts";
import { openMemoryStore } from "../../../tools/rehearsal/store.ts";
import { Unfinished } from "../../../tools/rehearsal/unfinished.ts";

const token = "aws:sqs/queue:Queue";
const login = { account: "111122223333", region: "us-west-1", defaultTags: {} };
const request = { login, token, name: "jobs", urn: `urn:pulumi:dev::60-queues::${token}::jobs` };
const queue = { ...request, inputs: { name: "jobs" }, secretPaths: [], preview: false };

function open(options: BehaviourOptions) {
  const store = openMemoryStore();
  return { store, cloud: openCloud({ store, behaviour: openBehaviour(options) }) };
}

async function milliseconds(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return performance.now() - started;
}

test("a rehearsal with latency waits, one without does not, and a preview never does", async () => {
  const latency = parseLatency("aws/250");
  expect(await milliseconds(open({ latency }).cloud.create(queue))).toBeGreaterThanOrEqual(95);
  expect(await milliseconds(open({ latency }).cloud.create({ ...queue, preview: true }))).toBeLessThan(50);
  expect(await milliseconds(open({}).cloud.create(queue))).toBeLessThan(50);
});

test("what AWS refuses is refused at once", async () => {
  const { cloud } = open({ latency: parseLatency("aws") });
  const refused = {
    ...queue,
    token: "aws:ec2/subnet:Subnet",
    inputs: { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" },
  };
  await expect(cloud.create(refused)).rejects.toThrow("InvalidVpcID.NotFound");
});

test("a wait that is cancelled leaves what AWS has made, and tells the engine of it", async () => {
  const { cloud, store } = open({ latency: parseLatency("aws") });
  const cancel = new AbortController();
  const creation = cloud.create({ ...queue, signal: cancel.signal });
  cancel.abort();
  const error: unknown = await creation.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unfinished);
  const url = "https://sqs.us-west-1.amazonaws.com/111122223333/jobs";
  expect(error).toMatchObject({
    id: url,
    message: `waiting for SQS Queue (${url}) create: context canceled`,
    properties: { arn: "arn:aws:sqs:us-west-1:111122223333:jobs" },
  });
  expect(store.list(token)).toHaveLength(1);
});
