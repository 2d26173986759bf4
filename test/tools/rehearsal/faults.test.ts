import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { openBehaviour, type BehaviourOptions } from "../../../tools/rehearsal/behaviour.ts";
import { openCloud } from "../../../tools/rehearsal/cloud.ts";
import { openEngineRegister } from "../../../tools/rehearsal/engine-register.ts";
import { throttledDelays } from "../../../tools/rehearsal/faults.ts";
import { parseFault } from "../../../tools/rehearsal/fault-spec.ts";
import { parseLatency } from "../../../tools/rehearsal/latency/latency.ts";
import { openMemoryStore } from "../../../tools/rehearsal/store.ts";
import { Unfinished } from "../../../tools/rehearsal/unfinished.ts";
import { transientReason } from "../../../tools/retries.ts";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";

const topic = "aws:sns/topic:Topic";
const login = { account: "111122223333", region: "us-west-1", defaultTags: {} };
const many = Array.from({ length: 40 }, (_, number) => `topic-${number}`);
const fast = parseLatency("aws/1000");

/** An account that misbehaves as the specs say; `make` gives "made" or what the provider says. */
function open(specs: readonly string[], options: BehaviourOptions = {}) {
  const store = openMemoryStore();
  const behaviour = openBehaviour({ faults: specs.map(parseFault), ...options });
  const cloud = openCloud({ store, behaviour });
  const create = (token: string, name: string, inputs = {}) =>
    cloud.create({
      ...{ login, token, name, urn: `urn:pulumi:dev::60-queues::${token}::${name}` },
      ...{ inputs: { name, ...inputs }, secretPaths: [], preview: false },
    });
  const make = async (name: string, token = topic): Promise<string> =>
    create(token, name).then(
      () => "made",
      (error: Error) => error.message,
    );
  return { store, create, make };
}

async function failing(seed: number, order: readonly string[]): Promise<string[]> {
  const { make } = open(["fail,share=25%"], { seed });
  const results = await Promise.all(order.map(async (name) => [name, await make(name)] as const));
  return results.flatMap(([name, result]) => (result === "made" ? [] : [name])).sort();
}

describe("which resources fail", () => {
  test("follows from the seed, whatever the order", async () => {
    const chosen = await failing(1, many);
    expect(chosen.length).toBeGreaterThan(3);
    expect(chosen.length).toBeLessThan(20);
    expect(await failing(1, [...many].reverse())).toEqual(chosen);
    expect(await failing(2, many)).not.toEqual(chosen);
  });

  test("can be the n-th of a type, once", async () => {
    const { make } = open(["fail,nth=2,type=sns.Topic"]);
    const results = [await make("key", "aws:kms/key:Key"), await make("a"), await make("b"), await make("b")];
    expect(results).toEqual([
      "made",
      "made",
      "creating SNS Topic (b): operation error SNS: CreateTopic, https response error StatusCode: 400, api error InjectedFault: the rehearsal was asked to fail here",
      "made",
    ]);
  });

  test("can be named, with the words to fail with", async () => {
    const { make } = open(["fail,name=^b$,error=AccessDenied: not today"]);
    expect([await make("a"), await make("b")]).toEqual(["made", "AccessDenied: not today"]);
  });

  test("can be written to a file and taken back while the rehearsal runs", async () => {
    const stateDir = createTemporaryFolder();
    const { make } = open([], { stateDir });
    const file = join(stateDir, "faults.json");
    writeFileSync(
      file,
      JSON.stringify([{ type: "sns.Topic", operation: "create", error: "no more topics" }]),
    );
    expect(await make("a")).toBe("no more topics");
    writeFileSync(file, "[]");
    expect(await make("a")).toBe("made");
    writeFileSync(file, '[{"kind":"fail","nth":"two"}]');
    expect(await make("b")).toBe(
      `the file "${file}" is not understood, expected a list of faults: ✖ Invalid input: expected number, received string\n  → at [0].nth`,
    );
  });
});

describe("throttling", () => {
  const call = { token: topic, name: "jobs", urn: "urn:jobs", operation: "create" } as const;

  test("is waited out in steps that double, up to the provider's retries", () => {
    const { seconds, givesUp } = throttledDelays({ kind: "throttle", share: 1, retries: 3 }, 1, call);
    expect(givesUp).toBe(true);
    expect(seconds).toBeGreaterThanOrEqual(0.5 + 1 + 2);
    expect(seconds).toBeLessThan(1 + 2 + 4);
    expect(throttledDelays({ kind: "throttle", share: 0.01, retries: 3 }, 1, call)).toEqual({
      seconds: 0,
      givesUp: false,
    });
  });

  test("fails nothing while the provider may try again", async () => {
    const { make } = open(["throttle,share=50%"], { latency: parseLatency("aws/10000") });
    expect(new Set(await Promise.all(many.map((name) => make(name))))).toEqual(new Set(["made"]));
  });

  test("past the retries is an error after which a rollout tries again", async () => {
    const { make } = open(["throttle,retries=3"], { latency: fast });
    const message = await make("a");
    expect(message).toBe(
      "creating SNS Topic (a): operation error SNS: CreateTopic, https response error StatusCode: 400, api error ThrottlingException: exceeded maximum number of attempts, 4: Rate exceeded",
    );
    expect(transientReason([{ message }])).toBe("AWS limits the rate of calls of an account");
  });
});

describe("something new that others do not know of yet", () => {
  const subscribe = async (
    seconds: number,
  ): Promise<{ milliseconds: number; subscription: Promise<unknown> }> => {
    const { create, make } = open([`lag,seconds=${seconds},type=sns.Topic`], { latency: fast });
    const { id } = await create(topic, "jobs");
    expect(await make("unconcerned", "aws:kms/key:Key")).toBe("made");
    const started = performance.now();
    const subscription = create("aws:sns/topicSubscription:TopicSubscription", "mail", {
      ...{ name: undefined, topic: id, protocol: "email", endpoint: "ops@example.com" },
    });
    await subscription.catch(() => undefined);
    return { milliseconds: performance.now() - started, subscription };
  };

  test("is waited for", async () => {
    const { milliseconds, subscription } = await subscribe(100);
    await expect(subscription).resolves.toMatchObject({ id: expect.stringContaining(":jobs:") });
    expect(milliseconds).toBeGreaterThan(40);
  });

  test("is an error past the two minutes that the provider asks for it", async () => {
    const { subscription } = await subscribe(5000);
    await expect(subscription).rejects.toThrow(
      "api error ResourceNotFoundException: the SNS Topic arn:aws:sns:us-west-1:111122223333:jobs does not exist",
    );
  });
});

test("a timeout leaves what AWS is still making, and the engine is told of it", async () => {
  const { create, store } = open(["timeout,minutes=40"]);
  const error: unknown = await create(topic, "jobs").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unfinished);
  const arn = "arn:aws:sns:us-west-1:111122223333:jobs";
  expect(error).toMatchObject({
    id: arn,
    message: `waiting for SNS Topic (${arn}) create: timeout while waiting for it to become ready (timeout: 40m0s)`,
  });
  expect(store.list(topic)).toHaveLength(1);
});

describe("a process that dies", () => {
  test("does so at the call with the number, once AWS has done what was asked", async () => {
    const deaths: string[] = [];
    const kill = (process: string, urn: string) => deaths.push(`${process} at ${urn.split("::").at(-1)}`);
    const { make, store } = open(["die,process=engine,nth=2"], { kill });
    for (const name of ["a", "b", "c"]) await make(name);
    expect(deaths).toEqual(["engine at b"]);
    expect(store.list(topic)).toHaveLength(3);
  });

  test("is the group of the engine that works on the stack", () => {
    const killed: unknown[] = [];
    const engines = openEngineRegister((...args) => killed.push(args));
    engines.add("organization/20-data/dev", 41);
    engines.add("organization/60-queues/dev", 42);
    engines.kill(`urn:pulumi:dev::60-queues::${topic}::jobs`);
    expect(killed).toEqual([[-42, "SIGKILL"]]);
    expect(() => engines.kill("urn:pulumi:dev::99-cicd::x::y")).toThrow(
      "nobody knows which engine works on urn:pulumi:dev::99-cicd::x::y",
    );
  });
});
