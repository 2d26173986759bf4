#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { isSystemError, systemRemedy, UserError } from "./errors.ts";
import type { ContractsCheckOptions } from "./commands/contracts.ts";
import type { CostRefreshOptions } from "./commands/cost-refresh.ts";
import type { GateConfirmOptions } from "./commands/gate-confirm.ts";
import type { InitOptions } from "./commands/init.ts";
import type { NewLayerOptions } from "./commands/new-layer.ts";
import type { RetiringOptions } from "./commands/retiring.ts";
import { parseAddress } from "./gates/world.ts";
import { graphFormats } from "./commands/graph-formats.ts";
import { shells, type Shell } from "./completion-scripts.ts";
import { defineOperationsCommands } from "./operations-commands.ts";
import { printError } from "./output.ts";

/** All commands, flags and examples; each command's work is in commands/. */
export function buildProgram(done: (exitCode: number) => void): Command {
  const program = new Command("rollout")
    .description("Rolls out layers of Pulumi stacks in dependency order.")
    .option("-C, --directory <folder>", "the repository, or a folder in it (by default where you are)")
    .version(readVersion(), "--version", "print the tool's version")
    .showHelpAfterError("(rollout --help shows what there is)")
    .exitOverride();
  const layers = () =>
    new Argument(
      "[layers...]",
      "names, numbers or parts of names of layers, or <layer>/<stack>; all when left out",
    );

  const define = <Options>(
    command: Command,
    load: () => Promise<(names: string[], options: Options) => Promise<number>>,
  ): Command =>
    command.action(async (...args: unknown[]) => {
      const [given] = args;
      const names = (Array.isArray(given) ? given : typeof given === "string" ? [given] : []) as string[];
      const run = await load();
      const options = { directory: process.cwd(), ...command.optsWithGlobals() };
      done(await run(names, options as Options));
    });

  define(
    program
      .command("list")
      .description("show the layers, their stacks and what they read")
      .option("--json", "as JSON")
      .addHelpText("after", examples("rollout list")),
    async () => {
      const { list } = await import("./commands/list.ts");
      return (_names, options: { directory: string; json?: boolean }) => list(options);
    },
  );
  define(
    program
      .command("init")
      .description(
        "write a blueprint's configuration of one environment into the layers; asks for what is left out",
      )
      .option("--blueprint <name>", "which system")
      .option("-e, --env <name>", "the environment's name (by default the profile's)")
      .option("--profile <name>", "the blueprint's profile, where the environment is named otherwise")
      .option("--product <name>", "the product's short name (the blueprint's)")
      .option("--account <id>", "the 12 digits of the AWS account")
      .option("--account-alias <name>", "what the account's own stack is called (as the environment)")
      .option("--region <name>", "the AWS region")
      .option("--domain <name>", "the environment's apex domain")
      .option("--no-domain", "without a domain: the product uses the addresses that AWS gives")
      .addOption(
        new Option("--dns <who>", "who looks after the domain's hosted zone").choices([
          ...["create", "lookup", "none"],
        ]),
      )
      .option("--repository <owner/name>", "the GitHub repository that deploys the product")
      .option("--github-owner-id <number>", "its owner's number, for a repository made after 2026-07-15")
      .option("--github-repository-id <number>", "its own number, likewise")
      .option("--email <address>", "who gets notices about cost and alarms (repeatable)", collect, [])
      .option("--phone <number>", "where AWS calls about the account")
      .option("--owner <team>", "the team that owns the layers (platform)")
      .option("--cost-center <name>", "for tags (as the product)")
      .addOption(
        new Option("--backend <kind>", "where Pulumi keeps its state").choices(["file", "s3", "cloud"]),
      )
      .option("--bucket <name>", "with --backend s3 (<product>-state-<account>)")
      .option("--state-region <name>", "with --backend s3 (the region)")
      .option("--state-account <id>", "with --backend s3: the account that holds the bucket (the account)")
      .option("--state-folder <folder>", "with --backend file (~/.pulumi-state/<product>)")
      .option("--organization <name>", "with --backend cloud (your own user)")
      .option("--repair-backend", "put right what is not as it should be of a bucket or key that exists")
      .option("-y, --yes", "do not ask before a bucket or a key is made")
      .addHelpText(
        "after",
        examples(
          "rollout init",
          "rollout init --blueprint utm --env dev --account 123456789012 --region eu-west-1 --no-domain " +
            "--repository acme/shop --email ops@acme.example --backend s3 --yes",
        ),
      ),
    async () => {
      const { init } = await import("./commands/init.ts");
      return (_names, options: InitOptions) => init(options);
    },
  );
  define(
    withProject(program.command("graph").addArgument(layers()))
      .description("show who reads whom in an environment")
      .addOption(new Option("--format <format>", "how").choices(graphFormats).default("text"))
      .addHelpText(
        "after",
        examples(
          "rollout graph --env dev",
          "rollout graph --env dev --format mermaid",
          "rollout graph --env prod --format html > prod.html",
        ),
      ),
    async () => (await import("./commands/graph.ts")).graph,
  );
  define(
    withTarget(withRollout(withProject(program.command("preview").addArgument(layers()))))
      .option(
        "--save <folder>",
        "keep the plan, to be reviewed and brought up with: rollout up --plan <folder>",
      )
      .option("--timing", "say how long it would take on AWS, and what decides that")
      .description("show what up would change, each layer on top of what the layers below it would publish")
      .addHelpText(
        "after",
        examples("rollout preview --env dev", "rollout preview network --env dev --with-readers"),
      ),
    async () => (await import("./commands/preview.ts")).preview,
  );
  define(
    withBehaviour(withRollout(withProject(program.command("up").addArgument(layers()))))
      .option("-y, --yes", "do not ask")
      .option("--plan <folder>", "what rollout preview --save has planned, and nothing beyond it")
      .option("--force", "also layers that are up to date")
      .option("--refresh", "also layers that are up to date, after a look at what AWS really has")
      .option("--no-gates", "do not try the gates of layers before their readers start; for emergencies")
      .option("--database <host:port>", tunnelHelp, parseAddress)
      .description("bring layers up, each as soon as the layers that it reads are done")
      .addHelpText(
        "after",
        examples(
          "rollout up --rehearse",
          "rollout up --rehearse --latency aws/100 --fault throttle,share=20% --fault fail,nth=3,type=sqs.Queue",
          "rollout up --env dev",
          "rollout up 20 --env dev --with-upstreams",
        ),
      ),
    async () => (await import("./commands/up.ts")).up,
  );
  define(
    withBehaviour(withRollout(withProject(program.command("destroy").addArgument(layers()))))
      .option("-y, --yes", "do not ask")
      .option("--confirm <environment>", "needed for a protected environment: its name")
      .description(
        "destroy layers, readers first; refused while a deployed stack still reads one of them, or one holds what is protected",
      )
      .addHelpText("after", examples("rollout destroy 90 --env dev", "rollout destroy --env poc --yes")),
    async () => (await import("./commands/destroy.ts")).destroy,
  );
  define(
    withBehaviour(withProject(program.command("harden")))
      .addOption(new Option("--to <posture>", "where to").choices(["hardened", "open"]).default("hardened"))
      .option("--dry-run", "show the steps and their edits, and change nothing")
      .option("--commit", "commit the edits of each step once it is deployed; needs a clean work tree")
      .option("-y, --yes", "do not ask")
      .option("--fresh", "forget the rehearsal so far")
      .option("-p, --parallel <count>", "layers at a time (by processors and memory)", parseCount)
      .option("--verbose", "every resource, warnings and whole error texts")
      .description(
        "take an environment from open to hardened, or back, and look after each step whether requests get through",
      )
      .addHelpText(
        "after",
        examples(
          "rollout harden --env dev --dry-run",
          "rollout harden --rehearse",
          "rollout harden --env dev --to open --yes",
        ),
      ),
    async () => (await import("./commands/harden.ts")).harden,
  );
  define(
    withProject(program.command("outputs").addArgument(layers()))
      .description("show what deployed layers publish")
      .option("--show-secrets", "in plain text")
      .option("--json", "as JSON")
      .addHelpText(
        "after",
        examples("rollout outputs network --env dev", "rollout outputs --rehearse --json"),
      ),
    async () => (await import("./commands/outputs.ts")).outputs,
  );
  define(
    withProject(program.command("status").addArgument(layers()))
      .description("show what is deployed, how the last update ended and who reads it")
      .option("--json", "as JSON")
      .addHelpText("after", examples("rollout status --env dev")),
    async () => (await import("./commands/status.ts")).status,
  );
  define(
    program
      .command("review")
      .argument("<reports...>", "report.json files that previews wrote")
      .option("--before <folder>", "a checkout to compare the contracts with")
      .option("--expect-no-changes", "exit with 1 where a preview found something to do, or failed")
      .description("write previews and contract changes up as Markdown, for a pull request")
      .addHelpText("after", examples("rollout review report.json --before ../main")),
    async () => (await import("./commands/review.ts")).review,
  );
  const cost = program
    .command("cost")
    .addArgument(layers())
    .option("-e, --env <name>", "the environment (dev)")
    .option("--blueprint <name>", "configuration from this blueprint instead of the committed files")
    .option("--profile <name>", "the blueprint's profile (dev)")
    .option("--usage <file>", "YAML with what is used a month (docs/cost.md); nothing by default")
    .option("--compare <revision|file>", "tell the difference to a revision, or to what --json has written")
    .option("--json", "as JSON")
    .description("estimate what layers cost a month, by a rehearsal and the committed price table");
  define(
    cost.addHelpText(
      "after",
      examples(
        "rollout cost --env prod",
        "rollout cost --blueprint utm --profile prod --usage usage.yaml",
        "rollout cost network --env dev --compare main",
      ),
    ),
    async () => (await import("./commands/cost.ts")).cost,
  );
  define(
    cost
      .command("refresh")
      .description("take the prices of the table anew from AWS's Price List, to be committed")
      .option("--region <name>", "a region to add to the table (repeatable)", collect, [])
      .option("--prices <folder>", "the price files (those of this tool)")
      .addHelpText("after", examples("rollout cost refresh", "rollout cost refresh --region ap-south-1")),
    async () => {
      const { refreshCosts } = await import("./commands/cost-refresh.ts");
      return (_names, options: CostRefreshOptions) => refreshCosts(options);
    },
  );
  define(
    withTarget(withProject(program.command("drift").addArgument(layers())))
      .description(
        "show what is not as the stacks say, which published outputs come from it and who reads them",
      )
      .option("-p, --parallel <count>", "layers at a time (by processors and memory)", parseCount)
      .option("--json", "as JSON")
      .addHelpText("after", examples("rollout drift --env dev", "rollout drift network --env prod --json")),
    async () => (await import("./commands/drift.ts")).drift,
  );
  define(
    withProject(program.command("repair").addArgument(layers()))
      .description("show what killed updates left (locks, unfinished operations) and put it right")
      .option("-y, --yes", "do not ask")
      .option("--adopt <urn=id>", "a resource that was being made and does exist (repeatable)", collect, [])
      .option("--force", "also locks of other machines, of which nobody can tell whether they still count")
      .addHelpText(
        "after",
        examples("rollout repair --env dev", "rollout repair network --env dev --adopt '<urn>=vpc-0a1b2c3d'"),
      ),
    async () => (await import("./commands/repair.ts")).repair,
  );
  define(
    withProject(program.command("doctor"))
      .option("--json", "as JSON")
      .description(
        "look at all that a rollout needs (tools, credentials, quotas, DNS, GitHub), with a remedy for each fault",
      )
      .addHelpText(
        "after",
        examples("rollout doctor --env dev", "rollout doctor --blueprint utm --rehearse"),
      ),
    async () => (await import("./commands/doctor.ts")).doctor,
  );
  const gate = withProject(program.command("gate").addArgument(layers()))
    .option("--database <host:port>", tunnelHelp, parseAddress)
    .option("--json", "as JSON")
    .description("look whether deployed layers work, and change nothing")
    .addHelpText(
      "after",
      examples(
        "rollout gate --env dev",
        "rollout gate data --env dev --database 127.0.0.1:15432",
        "rollout gate confirm root-user --env dev",
      ),
    );
  define(gate, async () => (await import("./commands/gate.ts")).gate);
  const confirm = gate
    .command("confirm")
    .argument("<id>", "what is done, as rollout doctor lists it")
    .option("--note <text>", "what the next person should know")
    .option("--withdraw", "it is not done after all")
    .description("write down that something only people can see to is done, in a file to be committed")
    .addHelpText("after", examples("rollout gate confirm root-user --env prod --note 'key in the safe'"));
  confirm.action(async (id: string) => {
    const { confirmGate } = await import("./commands/gate-confirm.ts");
    const { directory = process.cwd(), ...rest } = confirm.optsWithGlobals<Partial<GateConfirmOptions>>();
    done(await confirmGate(id, { directory, ...rest }));
  });
  const rehearsal = withRehearsal(program.command("rehearsal"))
    .description("look into the stand-in AWS of a rehearsal, and change it as somebody does in the console")
    .addHelpText(
      "after",
      examples(
        "rollout rehearsal list data",
        "rollout rehearsal show data main-db",
        "rollout rehearsal edit data main-db instanceClass=db.t4g.large tags.Owner=bob",
        "rollout rehearsal delete data main-db",
        "rollout drift data --rehearse",
      ),
    );
  define(
    rehearsal
      .command("list")
      .addArgument(layers())
      .option("--json", "as JSON")
      .description("show what there is"),
    async () => (await import("./commands/rehearsal.ts")).listRehearsal,
  );
  const ofResource = (name: string) =>
    rehearsal
      .command(name)
      .argument("<layer>", "whose resource")
      .argument("<resource>", "its name in the program, with its type (ec2.Vpc/net), or its id");
  const show = ofResource("show").description("show a resource as the stand-in AWS has it");
  show.action(async (layer: string, resource: string) => {
    const { showRehearsed } = await import("./commands/rehearsal.ts");
    done(await showRehearsed(layer, resource, optionsOf(show)));
  });
  const edit = ofResource("edit")
    .argument("<changes...>", "<property>=<value>, the value in JSON unless it is text")
    .description("change a resource by hand, as drift and up --refresh then find it");
  edit.action(async (layer: string, resource: string, changes: string[]) => {
    const { editRehearsed } = await import("./commands/rehearsal.ts");
    done(await editRehearsed(layer, resource, changes, optionsOf(edit)));
  });
  const remove = ofResource("delete").description("delete a resource by hand, where AWS lets one");
  remove.action(async (layer: string, resource: string) => {
    const { deleteRehearsed } = await import("./commands/rehearsal.ts");
    done(await deleteRehearsed(layer, resource, optionsOf(remove)));
  });
  const newLayer = program
    .command("new-layer")
    .argument("<name>", "two digits, a hyphen and a noun: 65-search")
    .option("--description <text>", "what it owns, in some words")
    .description("write a new layer with its contract and its tests, which pass as they are")
    .addHelpText(
      "after",
      examples("rollout new-layer 65-search", "rollout new-layer 65-search --description 'the search index'"),
    );
  newLayer.action(async (name: string) => {
    const { newLayer: write } = await import("./commands/new-layer.ts");
    const { directory = process.cwd(), ...rest } = newLayer.optsWithGlobals<Partial<NewLayerOptions>>();
    done(await write(name, { directory, ...rest }));
  });
  defineOperationsCommands(program, { withProject, examples, done });
  const contracts = program
    .command("contracts")
    .description("compare what layers promise with what they promised");
  define(
    contracts
      .command("check")
      .description("fail where a contract no longer promises what a layer's program takes")
      .option("--since <revision>", "compare with what this branch has left, such as main")
      .addOption(
        new Option("--against <what>", "compare with the committed snapshot (default)").choices(["snapshot"]),
      )
      .option("--json", "as JSON")
      .addHelpText("after", examples("rollout contracts check", "rollout contracts check --since main")),
    async () => {
      const { checkContracts } = await import("./commands/contracts.ts");
      return (_names, options: ContractsCheckOptions) => checkContracts(options);
    },
  );
  define(
    withProject(contracts.command("retiring"))
      .description(
        "show the outputs that are going to be removed, who still takes them and what comes next; with an environment also who is deployed",
      )
      .option("--json", "as JSON")
      .addHelpText("after", examples("rollout contracts retiring", "rollout contracts retiring --env dev")),
    async () => {
      const { showRetiring } = await import("./commands/retiring.ts");
      return (_names, options: RetiringOptions) => showRetiring(options);
    },
  );
  define(
    contracts
      .command("snapshot")
      .description("write down what the contracts promise now, to be committed with the change")
      .addHelpText("after", examples("rollout contracts snapshot")),
    async () => {
      const { snapshotContracts } = await import("./commands/contracts.ts");
      return (_names, options: { directory: string }) => snapshotContracts(options);
    },
  );
  define(
    program
      .command("completion")
      .addArgument(new Argument("<shell>", "yours").choices(shells))
      .description("print what makes a shell complete commands, options, layers, environments and blueprints")
      .addHelpText(
        "after",
        examples('eval "$(rollout completion bash)"', "rollout completion fish | source"),
      ),
    async () => {
      const { completion } = await import("./commands/completion.ts");
      return ([shell]) => completion(shell as Shell);
    },
  );
  define(
    program.command("complete", { hidden: true }).argument("[words...]").description("what the shells ask"),
    async () => {
      const { complete } = await import("./commands/completion.ts");
      return (words) => complete(program, words);
    },
  );
  return program;
}

const tunnelHelp = "where gates reach databases, such as the near end of a tunnel";

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function withProject(command: Command): Command {
  return command
    .option("-e, --env <name>", "the environment (rehearsals: dev)")
    .option("--rehearse", "against the stand-in AWS with a state of its own: no account, no network")
    .option("--state-dir <folder>", "where the rehearsal is kept")
    .option("--blueprint <name>", "configuration from this blueprint instead of the committed files")
    .option("--profile <name>", "the blueprint's profile (dev)");
}

function optionsOf(command: Command): { directory: string } {
  return Object.assign({ directory: process.cwd() }, command.optsWithGlobals());
}

/** Which rehearsal. */
function withRehearsal(command: Command): Command {
  return command
    .option("-e, --env <name>", "the environment (dev)")
    .option("--state-dir <folder>", "where the rehearsal is kept")
    .option("--blueprint <name>", "configuration from this blueprint instead of the committed files")
    .option("--profile <name>", "the blueprint's profile (dev)");
}

/** What takes the stand-in's place in a rehearsal; whatever asks it of what is there has to be told too. */
function withTarget(command: Command): Command {
  return command.option(
    "--target <url>",
    "with --rehearse: the real provider against an emulator, such as LocalStack",
  );
}

/** How the stand-in AWS behaves in a rehearsal. */
function withBehaviour(command: Command): Command {
  return withTarget(command)
    .option("--latency <profile>", "with --rehearse: as slow as AWS (aws), or so many times faster (aws/100)")
    .option("--fault <what>", "with --rehearse: something that goes wrong (repeatable)", collect, [])
    .option("--seed <number>", "with these: another of the equally likely rehearsals (1)", parseCount);
}

function withRollout(command: Command): Command {
  return command
    .option("--fresh", "forget the rehearsal so far")
    .option("-p, --parallel <count>", "layers at a time (by processors and memory)", parseCount)
    .option("--fail-fast", "start nothing new after the first failure")
    .option("--with-upstreams", "also the layers that the named ones read")
    .option("--with-readers", "also the layers that read the named ones")
    .option("--continue", "when a resource fails, go on with the layer's others that do not need it")
    .option(
      "--retries <count>",
      "how often a layer is tried again after an error that may pass (2)",
      parseRetries,
    )
    .option("--timeout <minutes>", "cancel a layer that takes longer", parseMinutes)
    .option("--resume", "finish the last rollout of the environment, which was interrupted, failed or killed")
    .option("--affected", "only layers that changes in git may concern, and those that read them")
    .option("--since <revision>", "with --affected: what to compare with (the main branch)")
    .option("--no-policy", "without the policy pack; only for previews and rehearsals")
    .option("--why", "say for each layer why it runs or not")
    .option("--json", "events as JSON lines")
    .option("--verbose", "every resource, warnings and whole error texts");
}

function readVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function parseRetries(text: string): number {
  return parseWhole(text, 0);
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new InvalidArgumentError(`expected minutes above 0, got "${text}"`);
}

function parseCount(text: string): number {
  return parseWhole(text, 1);
}

function parseWhole(text: string, least: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least) return number;
  throw new InvalidArgumentError(`expected a whole number of at least ${least}, got "${text}"`);
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

/** Parses and runs; gives the process's exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    await buildProgram((code) => (exitCode = code)).parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (isSystemError(error)) {
      printError(
        `error: ${error.path ?? "a file"} cannot be used (${error.code})\nto do: ${systemRemedy(error)}`,
      );
      return 1;
    }
    if (!(error instanceof UserError)) throw error;
    printError(`error: ${error.message}`);
    if (error.remedy !== undefined) printError(`to do: ${error.remedy}`);
    return error.exitCode;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
