import { describe, expect, test } from "@jest/globals";
import {
  findPostureFaults,
  planPosture,
  type Posture,
  type PostureStep,
  type ReadSetting,
} from "../../shared/posture.ts";

type Settings = Record<string, Record<string, unknown>>;

const reader =
  (settings: Settings): ReadSetting =>
  (layer, key) =>
    settings[layer]?.[key.join(".")];

const steps: PostureStep[] = [
  {
    title: "dig",
    why: "first",
    settings: [
      {
        ...{ layer: "ground", key: ["tunnel"], open: "none", hardened: "one" },
        accepts: (value, to) => to === "hardened" && value === "two",
      },
    ],
  },
  {
    title: "move",
    why: "second",
    settings: [
      { layer: "house", key: ["doors"], open: "front", hardened: "back" },
      { layer: "house", key: ["list"], open: undefined, hardened: ["a"] },
    ],
  },
  {
    title: "guard the tunnel",
    why: "third",
    settings: [
      {
        ...{ layer: "house", key: ["guard"], open: undefined, hardened: true },
        concerns: (read) => read("ground", ["tunnel"]) !== "none",
      },
    ],
  },
];

const plan = (settings: Settings, to: "open" | "hardened" = "hardened") =>
  planPosture(steps, to, reader(settings), (layer) => layer in settings).map(({ title, edits }) => [
    title,
    ...edits.map(
      (edit) => `${edit.key.join(".")} ${JSON.stringify(edit.from)} -> ${JSON.stringify(edit.to)}`,
    ),
  ]);

const open = { ground: { tunnel: "none" }, house: { doors: "front" } };
const hardened = { ground: { tunnel: "one" }, house: { doors: "back", list: ["a"], guard: true } };

describe("a plan", () => {
  test("takes every step in order, and each sees what those before it change", () => {
    expect(plan(open)).toEqual([
      ["dig", 'tunnel "none" -> "one"'],
      ["move", 'doors "front" -> "back"', 'list undefined -> ["a"]'],
      ["guard the tunnel", "guard undefined -> true"],
    ]);
  });

  test("goes back the other way round", () => {
    expect(plan(hardened, "open")).toEqual([
      ["guard the tunnel", "guard true -> undefined"],
      ["move", 'doors "back" -> "front"', 'list ["a"] -> undefined'],
      ["dig", 'tunnel "one" -> "none"'],
    ]);
  });

  test("is empty where there is nothing left to do", () => {
    expect([plan(hardened), plan(open, "open")]).toEqual([[], []]);
  });

  test("goes on where another one stopped", () => {
    expect(plan({ ground: { tunnel: "one" }, house: { doors: "back" } })).toEqual([
      ["move", 'list undefined -> ["a"]'],
      ["guard the tunnel", "guard undefined -> true"],
    ]);
  });

  test("leaves what was chosen on purpose", () => {
    expect(plan({ ...open, ground: { tunnel: "two" } })[0]).toEqual([
      "move",
      'doors "front" -> "back"',
      'list undefined -> ["a"]',
    ]);
  });

  test("leaves out layers that the environment does not have", () => {
    expect(plan({ ground: { tunnel: "none" } })).toEqual([["dig", 'tunnel "none" -> "one"']]);
  });
});

describe("a look after a step finds", () => {
  const posture: Posture = {
    steps: [],
    stateful: ["database"],
    trace: (resources) =>
      resources
        .filter(({ type }) => type === "way")
        .map(({ id, properties }) => ({ hops: id.split(">"), ...properties })),
  };
  const way = (id: string, broken?: string) => ({ type: "way", id, properties: { broken } });
  const database = (id: string) => ({ type: "database", id, properties: {} });

  test("nothing where all is well", () => {
    const before = [way("api>door>service"), database("db-1")];
    expect(findPostureFaults(posture, before, [way("api>other door>service"), database("db-1")])).toEqual([]);
  });

  test("a way that ends too early", () => {
    expect(findPostureFaults(posture, [way("api>service")], [way("api>door", "it is shut")])).toEqual([
      "api -> door: it is shut",
    ]);
  });

  test("an entrance that is gone, except the one straight to the load balancer", () => {
    const before = [way("api>service"), way("cdn>service"), way("internet>service")];
    expect(findPostureFaults(posture, before, [way("cdn>service")])).toEqual([
      "api leads to no service any more",
    ]);
  });

  test("that nothing leads in", () => {
    expect(findPostureFaults(posture, [way("internet>service")], [])).toEqual([
      "no way leads from the edge to a service",
    ]);
    expect(findPostureFaults(posture, [], [])).toEqual([]);
  });

  test("a database that is another one now", () => {
    expect(findPostureFaults(posture, [database("db-1")], [database("db-2")])).toEqual([
      "database db-1 was replaced or deleted, and with it what it held",
    ]);
  });
});
