// Gets everything a command needs, then runs the command. Plain JavaScript without packages, because it
// runs first: under whatever Node the machine has and before `npm ci`.
import { fork, spawn } from "node:child_process";
import { accessSync, constants, closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { constants as systemConstants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { planCommands } from "./commands.mjs";
import { isInstalled } from "./installed.mjs";
import { startStep } from "./step.mjs";

const NEEDED_NODE_MAJOR = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const localBin = join(root, "node_modules", ".bin");

/** A failure of the set-up itself, printed as it is. */
class SetupError extends Error {}

try {
  const plan = planCommands(process.argv.slice(2));
  process.env.PATH = [localBin, process.env.PATH].join(delimiter);
  if (!isInstalled(root)) await installPackages();
  const node = chooseNode();
  const pulumi = plan.needsEngine ? await prepareEngine(node) : undefined;
  const startedIn = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await runAll(plan.commands({ node, pulumi, root, startedIn }));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function installPackages() {
  const step = startStep(
    "installing npm packages (about 1 minute, again only when package-lock.json changes)",
  );
  const logFile = join(root, ".rollout", "npm-ci.log");
  mkdirSync(dirname(logFile), { recursive: true });

  let outcome = await npmCi(logFile, []);
  if (outcome !== 0 && isNewEnough(process.version)) {
    // Node 24 comes as a package that fetches a binary for this platform. Where there is none, ours will do.
    outcome = await npmCi(logFile, ["--ignore-scripts"]);
  }
  if (outcome !== 0) {
    step.fail();
    throw new SetupError(
      [
        `"npm ci" failed (${outcome}):`,
        ...readComplaints(logFile).map((line) => `  ${line}`),
        `The whole log: ${logFile}`,
        "Check that npm can reach its registry (npm ping), then run the same command again.",
      ].join("\n"),
    );
  }
  step.done("npm packages installed");
}

/** npm says what is wrong first, and then how it is used in general. */
function readComplaints(logFile) {
  const lines = readFileSync(logFile, "utf8").split("\n");
  return lines.filter((line) => /^npm error \S/.test(line)).slice(0, 10);
}

function npmCi(logFile, flags) {
  const log = openSync(logFile, "w");
  return new Promise((resolve) => {
    const settle = (outcome) => {
      closeSync(log);
      resolve(outcome);
    };
    const child = spawn("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=warn", ...flags], {
      cwd: root,
      stdio: ["ignore", log, log],
    });
    let started = true;
    child.once("error", (error) => {
      started = false;
      settle(`npm does not start: ${error.code}`);
    });
    child.once("close", (code, signal) => started && settle(code ?? signal));
  });
}

/** The Node of the `node` package, so that all use one version; the machine's own where that has none. */
function chooseNode() {
  const packaged = join(localBin, "node");
  try {
    accessSync(packaged, constants.X_OK);
    return packaged;
  } catch {
    if (isNewEnough(process.version)) return process.execPath;
    throw new SetupError(
      [
        `Node ${NEEDED_NODE_MAJOR} is missing: this is Node ${process.version}, and the npm package "node" has none`,
        `for ${process.platform}-${process.arch} or npm was told not to run its install script.`,
        `Install Node ${NEEDED_NODE_MAJOR} (https://nodejs.org/en/download) or run "npm ci --ignore-scripts=false",`,
        "then run the same command again.",
      ].join("\n"),
    );
  }
}

function isNewEnough(version) {
  return Number(version.slice(1).split(".")[0]) >= NEEDED_NODE_MAJOR;
}

async function prepareEngine(node) {
  let step;
  let outcome;
  const child = fork(join(root, "tools", "engine", "prepare.ts"), [], {
    execPath: node,
    execArgv: [],
    cwd: root,
  });
  child.on("message", (message) => {
    if (message.type !== "progress") outcome = message;
    else if (step === undefined) step = startStep(message.step);
    else step.update(message.step);
  });
  await new Promise((resolve) => child.once("close", resolve));

  if (outcome?.type === "ready") {
    step?.done("Pulumi engine ready");
    return outcome.pulumi;
  }
  step?.fail();
  if (outcome === undefined) throw new SetupError("the set-up of the Pulumi engine ended early; see above");
  throw new SetupError([outcome.message, outcome.remedy].filter(Boolean).join("\n"));
}

/** Runs the commands one after the other, all of them; gives the first exit code that is not zero. */
async function runAll(commands) {
  let exitCode = 0;
  for (const command of commands) {
    const code = await runCommand(command);
    exitCode ||= code;
  }
  return exitCode;
}

function runCommand({ file, args, cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: "inherit", cwd, env: { ...process.env, ...env } });
    // The terminal sends Ctrl-C to both: the child decides what it means, we outlive it.
    const ignore = () => {};
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", ignore);
    process.on("SIGTERM", forward);
    process.on("SIGHUP", forward);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", forward);
      process.off("SIGHUP", forward);
      // 128 + number is what a shell makes of a signal.
      resolve(code ?? 128 + systemConstants.signals[signal]);
    });
  });
}
