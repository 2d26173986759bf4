import { describe, expect, test } from "@jest/globals";
import { environmentVariable } from "../../../shared/environment.ts";
import { planCommands } from "../../../tools/setup/commands.mjs";

const machine = {
  node: "/node24",
  pulumi: "/engine/pulumi",
  root: "/repo",
  startedIn: "/repo/stacks/10-network",
};

function plan(...words: string[]) {
  const { needsEngine, commands } = planCommands(words);
  return { needsEngine, lines: commands(machine).map(({ file, args }) => [file, ...args].join(" ")) };
}

const INSTALL = "bash /repo/test/support/install-test-tools.sh";
const JEST =
  "/node24 --experimental-vm-modules --disable-warning=ExperimentalWarning /repo/node_modules/jest/bin/jest.js";

describe("what the words of an npm script start", () => {
  test.each([
    ["setup", true, []],
    [
      "rollout up --rehearse --blueprint utm",
      true,
      ["/node24 /repo/tools/cli.ts up --rehearse --blueprint utm"],
    ],
    ["bench growth --quick", true, ["/node24 /repo/bench/run.ts growth --quick"]],
    ["pulumi preview", true, ["/engine/pulumi preview"]],
    ["jest", true, [INSTALL, `${JEST} --selectProjects unit engine`]],
    ["jest naming -t long", true, [INSTALL, `${JEST} naming -t long --selectProjects unit engine`]],
    ["jest --selectProjects engine", true, [INSTALL, `${JEST} --selectProjects engine`]],
    ["jest --selectProjects unit", false, [`${JEST} --selectProjects unit`]],
    ["unit naming", false, [`${JEST} naming --selectProjects unit`]],
    ["contracts network --env dev", true, [`${JEST} network --selectProjects deployed`]],
  ])("%s", (words, needsEngine, lines) => {
    expect(plan(...words.split(" "))).toEqual({ needsEngine, lines });
  });
});

test("check needs no engine, and runs formatting even when types are wrong", () => {
  const { needsEngine, lines } = plan("check");
  expect(needsEngine).toBe(false);
  expect(lines.map((line) => line.split(" ")[0])).toEqual(["tsc", "eslint", "prettier"]);
});

test("the pinned CLI runs in the folder it is called from", () => {
  expect(planCommands(["pulumi", "up"]).commands(machine)[0]).toMatchObject({
    cwd: "/repo/stacks/10-network",
  });
});

test("Node keeps what it compiles of the tool and of layers, where it is not told to elsewhere", () => {
  expect(planCommands(["rollout", "list"]).commands(machine)[0]?.env).toEqual({
    NODE_COMPILE_CACHE: environmentVariable("NODE_COMPILE_CACHE") ?? "/repo/.rollout/compile-cache",
  });
});

test("the options of the deployed contract suites do not reach jest", () => {
  const [command] = planCommands([
    "contracts",
    "--env=dev",
    "--rehearse",
    "--blueprint",
    "utm",
    "--profile",
    "prod",
    "--state-dir=state",
    "-t",
    "x",
  ]).commands(machine);
  expect(command?.args.slice(-4)).toEqual(["-t", "x", "--selectProjects", "deployed"]);
  expect(command).toMatchObject({
    env: {
      ROLLOUT_TEST_ENV: "dev",
      ROLLOUT_TEST_REHEARSE: "1",
      ROLLOUT_TEST_BLUEPRINT: "utm",
      ROLLOUT_TEST_PROFILE: "prod",
      ROLLOUT_TEST_STATE_DIR: `${machine.startedIn}/state`,
    },
  });
});

test("an unknown word names the known ones", () => {
  expect(() => planCommands(["deploy"])).toThrow(
    'run.mjs does not know "deploy", expected one of setup, rollout, bench, pulumi, script, jest, unit, contracts, check',
  );
});
