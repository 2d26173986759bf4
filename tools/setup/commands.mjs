import { join, resolve } from "node:path";

/**
 * @typedef {{ node: string, pulumi: string | undefined, root: string, startedIn: string }} Machine
 * @typedef {{ file: string, args: string[], cwd?: string, env?: Record<string, string> }} Command
 * @typedef {{ needsEngine: boolean, commands: (machine: Machine) => Command[] }} Plan
 */

/**
 * What the first word given to run.mjs stands for: whether it takes the Pulumi engine, and the processes
 * to run in turn once Node and the engine are known. Throws for a word it does not know.
 * @param {string[]} words
 * @returns {Plan}
 */
export function planCommands([name, ...args]) {
  const target = TARGETS[name];
  if (target === undefined) {
    throw new Error(
      `run.mjs does not know "${name ?? ""}", expected one of ${Object.keys(TARGETS).join(", ")}`,
    );
  }
  return target(args);
}

const CACHE = "node_modules/.cache/check";

const TARGETS = {
  /** Set-up and nothing else. */
  setup: () => ({ needsEngine: true, commands: () => [] }),

  rollout: (args) => ({
    needsEngine: true,
    commands: ({ node, root }) => [
      { file: node, args: [join(root, "tools", "cli.ts"), ...args], env: keepCompiled(root) },
    ],
  }),

  /** Needs the engine without being a test of it. */
  bench: (args) => ({
    needsEngine: true,
    commands: ({ node, root }) => [
      { file: node, args: [join(root, "bench", "run.ts"), ...args], cwd: root, env: keepCompiled(root) },
    ],
  }),

  /** The pinned CLI itself, in the folder it is called from: `npm run pulumi -- preview` inside a layer. */
  pulumi: (args) => ({
    needsEngine: true,
    commands: ({ pulumi, startedIn }) => [{ file: pulumi, args, cwd: startedIn }],
  }),

  /** Programs that need no engine, started where the person stands so that paths mean what they typed. */
  script: ([path, ...args]) => ({
    needsEngine: false,
    commands: ({ node, root, startedIn }) => [
      { file: node, args: [join(root, path), ...args], cwd: startedIn },
    ],
  }),

  /** Tests of the engine also take real databases, documents and emulators, which are there after the first time. */
  jest: (args) => ({
    needsEngine: selectsEngine(args),
    commands: ({ node, root }) => [
      ...(selectsEngine(args) ? [{ file: "bash", args: [join(root, INSTALL_TEST_TOOLS)] }] : []),
      jest(node, root, selectsProjects(args) ? args : [...args, ...ALL_PROJECTS]),
    ],
  }),

  /** What runs without the engine. */
  unit: (args) => ({
    needsEngine: false,
    commands: ({ node, root }) => [jest(node, root, [...args, "--selectProjects", "unit"])],
  }),

  /** The contract suites against what is deployed: the tool's options are for them, the rest for jest. */
  contracts: (args) => ({
    needsEngine: true,
    commands: ({ node, root, startedIn }) => {
      const { env, rest } = readDeployedOptions(args, startedIn);
      return [{ ...jest(node, root, [...rest, "--selectProjects", "deployed"]), env }];
    },
  }),

  /** All three run even if one fails, so that one run shows all there is to mend. */
  check: ([mode]) => {
    const fix = mode === "--fix";
    const eslint = [".", "--cache", "--cache-location", `${CACHE}/eslint`, "--max-warnings=0"];
    const prettier = [".", "--cache", "--cache-location", `${CACHE}/prettier`, "--log-level=warn"];
    return {
      needsEngine: false,
      commands: ({ root }) => [
        {
          file: "tsc",
          args: ["-p", "tsconfig.json", "--incremental", "--tsBuildInfoFile", `${CACHE}/tsc.json`],
          cwd: root,
        },
        { file: "eslint", args: fix ? [...eslint, "--fix"] : eslint, cwd: root },
        { file: "prettier", args: [...prettier, fix ? "--write" : "--check"], cwd: root },
      ],
    };
  },
};

/** Node keeps what it has compiled, for the tool and for the programs of layers: that is half of the tool's start. */
function keepCompiled(root) {
  return { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || join(root, ".rollout", "compile-cache") };
}

const INSTALL_TEST_TOOLS = join("test", "support", "install-test-tools.sh");

// Last on the line: it takes every word that follows it.
const ALL_PROJECTS = ["--selectProjects", "unit", "engine"];

function jest(node, root, args) {
  return {
    file: node,
    args: [
      "--experimental-vm-modules",
      "--disable-warning=ExperimentalWarning",
      join(root, "node_modules", "jest", "bin", "jest.js"),
      ...args,
    ],
    cwd: root,
  };
}

function selectsProjects(args) {
  return args.some((arg) => arg.startsWith("--selectProjects"));
}

function selectsEngine(args) {
  return !selectsProjects(args) || args.some((arg) => /(^|=)engine$/.test(arg));
}

/** Variable by option; test/contracts/contracts.deployed.test.ts reads them. */
const DEPLOYED_OPTIONS = {
  "--env": "ROLLOUT_TEST_ENV",
  "-e": "ROLLOUT_TEST_ENV",
  "--blueprint": "ROLLOUT_TEST_BLUEPRINT",
  "--profile": "ROLLOUT_TEST_PROFILE",
  "--state-dir": "ROLLOUT_TEST_STATE_DIR",
};

function readDeployedOptions(args, startedIn) {
  const env = {};
  const rest = [];
  for (let index = 0; index < args.length; index++) {
    const [flag, inline] = args[index].split("=", 2);
    const variable = DEPLOYED_OPTIONS[flag];
    if (flag === "--rehearse") env.ROLLOUT_TEST_REHEARSE = "1";
    else if (variable === undefined) rest.push(args[index]);
    else {
      const value = inline ?? args[++index];
      // jest runs in the repository's root, not where the person stands.
      env[variable] = flag === "--state-dir" ? resolve(startedIn, value) : value;
    }
  }
  return { env, rest };
}
