import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import type { Contract } from "../../../shared/contract.ts";
import { NotReachable, type Check, type GateInput, type World } from "../../../shared/gate.ts";
import { delayBeforeLook, runCheck, type Ways } from "../../../tools/gates/check-run.ts";
import { openWorld } from "../../../tools/gates/world.ts";

type Config = { product: string };

const input = { outputs: {}, config: { product: "shop" } } as unknown as GateInput<Contract, Config>;
const here: Ways = { world: openWorld(undefined), stop: new AbortController().signal };

function check(
  look: (input: GateInput<Contract, Config>, world: World) => string[] | Promise<string[]>,
  more: Partial<Check<Contract, Config>> = {},
): Check<Contract, Config> {
  return {
    id: "queue-answers",
    title: "the queue answers",
    expected: "an answer",
    remedy: "look at the queue",
    timeoutSeconds: 0,
    look,
    ...more,
  };
}

test("a claim that is true at the first look has passed", async () => {
  expect(
    await runCheck(
      check(() => []),
      input,
      here,
    ),
  ).toMatchObject({
    check: "queue-answers",
    status: "passed",
    looks: 1,
  });
});

test("a claim that becomes true in time has passed, and says how often it was looked at", async () => {
  let looks = 0;
  const slow = check(() => (++looks < 2 ? ["nothing"] : []), { timeoutSeconds: 5 });
  expect(await runCheck(slow, input, here)).toMatchObject({ status: "passed", looks: 2 });
});

test("a claim that stays untrue has failed with all that was seen and what to do", async () => {
  expect(
    await runCheck(
      check(() => ["no answer", "a full disk"]),
      input,
      here,
    ),
  ).toMatchObject({
    status: "failed",
    expected: "an answer",
    got: "no answer; a full disk",
    remedy: "look at the queue",
    looks: 1,
  });
});

test("what only warns holds nothing up", async () => {
  const found = await runCheck(
    check(() => ["no answer"], { warnsOnly: () => true }),
    input,
    here,
  );
  expect(found.status).toBe("warned");
});

test("a look that throws has seen what it throws, with what fetch hides", async () => {
  const refused = check(() =>
    Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") })),
  );
  expect(await runCheck(refused, input, here)).toMatchObject({
    status: "failed",
    got: "fetch failed (ECONNREFUSED)",
  });
});

test("missing rights are no better at the next look, so there is none", async () => {
  const denied = Object.assign(new Error("not authorized to perform sqs:SendMessage"), {
    name: "AccessDeniedException",
  });
  const found = await runCheck(
    check(() => Promise.reject(denied), { timeoutSeconds: 60 }),
    input,
    here,
  );
  expect(found).toMatchObject({
    status: "failed",
    looks: 1,
    got: "AccessDeniedException: not authorized to perform sqs:SendMessage",
  });
});

test("what cannot be reached from here was not looked at", async () => {
  const far = check(() => Promise.reject(new NotReachable("the database answers only inside its VPC")));
  expect(await runCheck(far, input, here)).toMatchObject({
    status: "not-run",
    reason: "the database answers only inside its VPC",
  });
});

test("in a rehearsal a check that reaches out is not run, and one that decides by the outputs is", async () => {
  const rehearsal: Ways = { why: "a rehearsal has nothing that runs" };
  expect(
    await runCheck(
      check(() => [], { reach: "internet" }),
      input,
      rehearsal,
    ),
  ).toMatchObject({
    status: "not-run",
    reason: "a rehearsal has nothing that runs",
    looks: 0,
  });
  expect(
    await runCheck(
      check(() => []),
      input,
      rehearsal,
    ),
  ).toMatchObject({ status: "passed" });
});

test("a check without reach cannot look at the world by mistake", async () => {
  const careless = check((_input, world) => [world.aws("us-east-1").region]);
  expect(await runCheck(careless, input, { why: "a rehearsal" })).toMatchObject({
    status: "failed",
    got: "a check without reach has looked at the world; declare what it reaches",
  });
});

test("a claim that means nothing here is not needed, and says why", async () => {
  const found = await runCheck(
    check(() => ["no"], { skip: () => "there is no queue" }),
    input,
    here,
  );
  expect(found).toMatchObject({ status: "not-needed", reason: "there is no queue", looks: 0 });
});

test("Ctrl-C ends a look that hangs", async () => {
  const stop = new AbortController();
  const hanging = check(() => sleep(60_000, [], { ref: false }), { timeoutSeconds: 60 });
  const running = runCheck(hanging, input, { world: openWorld(undefined), stop: stop.signal });
  stop.abort();
  expect(await running).toMatchObject({ status: "failed", got: expect.stringContaining("interrupted") });
});

test("waits double and stay below a quarter of a minute", () => {
  expect([2, 3, 4, 5, 6, 7, 20].map(delayBeforeLook)).toEqual([1, 2, 4, 8, 15, 15, 15]);
});
