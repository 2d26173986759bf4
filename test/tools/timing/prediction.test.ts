import { describe, expect, test } from "@jest/globals";
import type { TimedPlan } from "../../../tools/timing/layer-tasks.ts";
import { predict } from "../../../tools/timing/prediction.ts";
import { renderPrediction } from "../../../tools/timing/print.ts";
import { schedule, type Task } from "../../../tools/timing/schedule.ts";

const task = (id: string, seconds: number, ...after: string[]): Task => ({ id, seconds, after });
const outcome = (tasks: readonly Task[], parallel: number) => {
  const { seconds, criticalPath } = schedule(tasks, parallel);
  return `${seconds} s: ${criticalPath.map(({ id }) => id).join(" ")}`;
};

describe("a schedule", () => {
  //   a ── b ── d      c is free to run beside them
  const tasks = [task("a", 2), task("b", 3, "a"), task("c", 4), task("d", 1, "b")];

  test.each([
    [4, "6 s: a b d"],
    [2, "6 s: a b d"],
    [1, "10 s: a b c d"],
  ])("with %d at a time", (parallel, expected) => {
    expect(outcome(tasks, parallel)).toBe(expected);
  });

  test.each<[string, Task[], string]>([
    ["of nothing takes no time", [], "0 s: "],
    ["takes as long as its longest way", [task("a", 5), task("b", 1), task("c", 5, "b")], "6 s: b c"],
    ["does not wait for what is not its own", [task("a", 5, "elsewhere")], "5 s: a"],
    [
      "starts in the order given where there are too few places",
      [task("a", 9), task("b", 1), task("c", 1)],
      "9 s: a",
    ],
  ])("%s", (_claim, given, expected) => {
    expect(outcome(given, 2)).toBe(expected);
  });

  test("of tasks that wait for each other is a fault", () => {
    expect(() => schedule([task("a", 1, "b"), task("b", 1, "a")], 2)).toThrow(
      "tasks wait for each other: a, b",
    );
  });
});

const urn = (type: string, name: string) => `urn:pulumi:dev::layer::${type}::${name}`;
const [vpc, nat, database] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/natGateway:NatGateway",
  "aws:rds/instance:Instance",
].map((type) => urn(type, "main")) as [string, string, string];
const network: TimedPlan = {
  resourcePlans: {
    [urn("own:Component", "net")]: { steps: ["create"], state: {} },
    [vpc]: { goal: { parent: urn("own:Component", "net") }, steps: ["create"], state: {} },
    [nat]: { goal: { dependencies: [vpc] }, steps: ["create"], state: {} },
  },
};
const planOf = (...steps: string[]): TimedPlan => ({
  resourcePlans: { [database]: { goal: { dependencies: [] }, steps, state: {} } },
});

describe("a prediction", () => {
  const parallel = { layers: 4, resources: 8 };

  test("adds up the layers on the way that takes longest, and names the resources on it", () => {
    const prediction = predict(
      [
        { id: "10-network/dev", plan: network, waitsFor: [] },
        { id: "20-data/dev", plan: planOf("create"), waitsFor: ["10-network/dev"] },
        { id: "99-cicd/dev", plan: { resourcePlans: {} }, waitsFor: ["10-network/dev"] },
      ],
      parallel,
    );
    expect(prediction).toEqual({
      seconds: 5 + 16.5 + 110 + 5 + 345,
      quickest: 5 + 11 + 90 + 5 + 270,
      slowest: 5 + 22 + 130 + 5 + 420,
      criticalPath: [
        {
          layer: "10-network/dev",
          seconds: 131.5,
          resources: [
            { type: "aws:ec2/vpc:Vpc", name: "main", seconds: 16.5 },
            { type: "aws:ec2/natGateway:NatGateway", name: "main", seconds: 110 },
          ],
        },
        {
          layer: "20-data/dev",
          seconds: 350,
          resources: [{ type: "aws:rds/instance:Instance", name: "main", seconds: 345 }],
        },
      ],
    });
    expect(renderPrediction(prediction)).toEqual([
      "",
      "on AWS this takes about 8 min 02 s, from 6 min 21 s to 9 min 42 s",
      "  10-network/dev  2 min 12 s",
      "    16.5 s  aws:ec2/vpc:Vpc main",
      "    1 min 50 s  aws:ec2/natGateway:NatGateway main",
      "  20-data/dev  5 min 50 s",
      "    5 min 45 s  aws:rds/instance:Instance main",
    ]);
  });

  test.each([
    [["same"], 0],
    [["update"], 165],
    [["delete"], 210],
    [["create-replacement", "replace", "delete-replaced"], 345 + 210],
  ])("of a database with the steps %j is %d s beyond the start of the engine", (steps, seconds) => {
    const layer = { id: "20-data/dev", plan: planOf(...steps), waitsFor: [] };
    expect(predict([layer], parallel).seconds).toBe(5 + seconds);
  });
});
