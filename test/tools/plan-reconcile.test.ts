import { expect, test } from "@jest/globals";
import type { StepMetadata } from "../../tools/engine-events.ts";
import {
  exceedingOperations,
  strayOperation,
  type EnginePlan,
  type ResourcePlan,
} from "../../tools/plan-reconcile.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (ciphertext: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext,
});
const vpc = "urn:pulumi:dev::10-network::aws:ec2/vpc:Vpc::main";
const stack = "urn:pulumi:dev::10-network::pulumi:pulumi:Stack::10-network-dev";

const step = (step: string, updates: Record<string, unknown> = {}): ResourcePlan => ({
  steps: step === "replace" ? ["create-replacement", "replace", "delete-replaced"] : [step],
  goal: { inputDiff: { updates } },
});
const of = (plan: ResourcePlan | undefined, outputs: Record<string, unknown> = {}): EnginePlan => ({
  resourcePlans: {
    ...(plan !== undefined && { [vpc]: plan }),
    [stack]: { steps: ["same"], goal: { outputDiff: { updates: outputs } } },
  },
});

test.each<[string, ResourcePlan | undefined, ResourcePlan | undefined, string[]]>([
  ["the same update", step("update", { a: 1 }), step("update", { a: 1 }), []],
  ["nothing where an update was reviewed", step("update", { a: 1 }), step("same"), []],
  [
    "an update where a replacement was reviewed",
    step("replace", { a: unknown }),
    step("update", { a: 1 }),
    [],
  ],
  ["what was unknown", step("update", { a: { b: [unknown] } }), step("update", { a: { b: [7] } }), []],
  ["a secret, encrypted anew", step("update", { a: secret("x") }), step("update", { a: secret("y") }), []],
  [
    "another value (12 to 20 was reviewed, 31 to 20 sets it as well, 12 to 21 does not)",
    step("update", { length: 20 }),
    step("update", { length: 21 }),
    ['another "length" of aws:ec2/vpc:Vpc main than was reviewed'],
  ],
  [
    "a further value",
    step("update", { a: 1 }),
    step("update", { a: 1, b: 2 }),
    ['another "b" of aws:ec2/vpc:Vpc main than was reviewed'],
  ],
  [
    "a secret in plain",
    step("update", { a: secret("x") }),
    step("update", { a: "x" }),
    ['another "a" of aws:ec2/vpc:Vpc main than was reviewed'],
  ],
  [
    "a longer list",
    step("create", { a: [unknown] }),
    step("create", { a: [1, 2] }),
    ['another "a" of aws:ec2/vpc:Vpc main than was reviewed'],
  ],
  [
    "a replacement where an update was reviewed",
    step("update", { a: 1 }),
    step("replace", { a: 1 }),
    ["create-replacement, replace, delete-replaced of aws:ec2/vpc:Vpc main, where update was reviewed"],
  ],
  [
    "an update where nothing was reviewed",
    step("same"),
    step("update", { a: 1 }),
    ["update of aws:ec2/vpc:Vpc main, where same was reviewed"],
  ],
  [
    "a resource that was not reviewed",
    undefined,
    step("create"),
    ["create of aws:ec2/vpc:Vpc main, where nothing was reviewed"],
  ],
  [
    "a delete that was not reviewed",
    step("same"),
    step("delete"),
    ["delete of aws:ec2/vpc:Vpc main, where same was reviewed"],
  ],
])("%s", (_what, reviewed, now, excess) => {
  expect(exceedingOperations(of(reviewed), of(now))).toEqual(excess);
});

test("another output is told, an unknown one admits any, and what only readers need is left out", () => {
  const plan = (outputs: Record<string, unknown>) => of(step("same"), outputs);
  expect(exceedingOperations(plan({ vpcId: "vpc-1" }), plan({ vpcId: "vpc-2" }))).toEqual([
    'another output "vpcId" than was reviewed',
  ]);
  expect(exceedingOperations(plan({ vpcId: unknown }), plan({ vpcId: "vpc-2" }))).toEqual([]);
  expect(exceedingOperations(plan({}), plan({ contract: { digest: "1" } }))).toEqual([]);
});

test("a name that the provider makes up may be another than was reviewed, wherever it is used; one of the program's may not", () => {
  const role = "urn:pulumi:dev::10-network::aws:iam/role:Role::app";
  const policy = "urn:pulumi:dev::10-network::aws:iam/rolePolicy:RolePolicy::app";
  const plan = (name: string, madeUp: boolean, used = name): EnginePlan => ({
    resourcePlans: {
      [role]: {
        steps: ["create"],
        goal: { inputDiff: { adds: { name, ...(madeUp && { __defaults: ["name"] }) } } },
      },
      [policy]: {
        steps: ["create"],
        goal: { inputDiff: { adds: { role: used, policy: `{"Resource":"role/${used}"}` } } },
      },
      [stack]: { steps: ["create"], goal: { outputDiff: { adds: { roleName: used } } } },
    },
  });
  expect(exceedingOperations(plan("app-0a1b2c3", true), plan("app-4d5e6f7", true))).toEqual([]);
  expect(exceedingOperations(plan("app-0a1b2c3", true), plan("app-4d5e6f7", true, "admin"))).toEqual([
    'another "role" of aws:iam/rolePolicy:RolePolicy app than was reviewed',
    'another "policy" of aws:iam/rolePolicy:RolePolicy app than was reviewed',
    'another output "roleName" than was reviewed',
  ]);
  expect(exceedingOperations(plan("app", false), plan("other", false))).toContain(
    'another "name" of aws:iam/role:Role app than was reviewed',
  );
});

test("a reader's plan holds the names that its upstream's plan made up", () => {
  const renamings = new Map([["logs-0a1b2c3", "logs-4d5e6f7"]]);
  const reader = (bucket: string) => of(step("update", { bucket }));
  expect(exceedingOperations(reader("logs-0a1b2c3"), reader("logs-4d5e6f7"), renamings)).toEqual([]);
  expect(exceedingOperations(reader("logs-0a1b2c3"), reader("other"), renamings)).toEqual([
    'another "bucket" of aws:ec2/vpc:Vpc main than was reviewed',
  ]);
});

test("an update strays with the first operation that its plan does not say", () => {
  const stray = (plan: ResourcePlan | undefined, op: string, urn = vpc, type = "aws:ec2/vpc:Vpc") =>
    strayOperation(of(plan), { op, urn, type } as StepMetadata);
  expect(stray(step("create"), "create")).toBeUndefined();
  expect(stray(step("replace"), "update")).toBeUndefined();
  expect(stray(step("update"), "same")).toBeUndefined();
  expect(
    stray(undefined, "create", "urn:pulumi:dev::p::pulumi:providers:aws::main", "pulumi:providers:aws"),
  ).toBe(undefined);
  expect(stray(step("same"), "update")).toBe("update of aws:ec2/vpc:Vpc main, where same was planned");
  expect(stray(undefined, "delete")).toBe("delete of aws:ec2/vpc:Vpc main, where nothing was planned");
});
