import { Argument, InvalidArgumentError, Option, type Command } from "commander";
import { parseAddress } from "./gates/world.ts";
import { describeRefusal } from "./operations/aws-refusal.ts";

/** How cli.ts declares commands. */
export interface CommandKit {
  /** Adds the options that say which environment. */
  withProject(command: Command): Command;
  examples(...lines: string[]): string;
  /** Takes a command's exit code. */
  done(exitCode: number): void;
}

/** The commands that operate what is deployed; each command's work is in commands/. */
export function defineOperationsCommands(program: Command, kit: CommandKit): void {
  const { withProject, examples } = kit;
  const done = async (run: Promise<number>): Promise<void> => {
    kit.done(
      await run.catch((error: unknown) => {
        throw describeRefusal(error);
      }),
    );
  };
  const optionsOf = <Options>(command: Command): Options & { directory: string } => {
    const { directory = process.cwd(), ...rest } = command.optsWithGlobals<{ directory?: string }>();
    return { directory, ...(rest as Options) };
  };
  const service = () => new Argument("<service>", "its name, or <layer>/<name> where two layers have one");

  const images = program.command("images").description("build and push images of the product");
  const ofImage = (name: string) =>
    withProject(images.command(name).argument("<name>", "a service, or an image repository"))
      .option("--context <folder>", "what the Dockerfile copies from (where you are)")
      .option("--file <Dockerfile>", "another one than the context's")
      .option("--stage <name>", "a stage of it (the last)")
      .option("--tag <tag>", "another tag than the context's commit")
      .addOption(
        new Option("--placeholder", "what answers health checks until there is a first image").conflicts([
          "context",
          "file",
          "stage",
        ]),
      );
  const build = ofImage("build")
    .description("build an image for the processor that its service runs on, and keep it here")
    .addHelpText("after", examples("rollout images build api --env dev --context ../shop/api"));
  build.action(async (name: string) => {
    const { buildImages } = await import("./commands/images.ts");
    await done(buildImages(name, optionsOf(build)));
  });
  const push = ofImage("push")
    .description("build and push an image, and write its digest into the configuration, for the next up")
    .addHelpText(
      "after",
      examples(
        "rollout images push api --env dev --context ../shop/api",
        "rollout images push api --env dev --placeholder",
      ),
    );
  push.action(async (name: string) => {
    const { pushImages } = await import("./commands/images.ts");
    await done(pushImages(name, optionsOf(push)));
  });

  const migrate = withProject(program.command("migrate"))
    .description("run the migration with the configured image, show its log and end with its exit code")
    .addHelpText("after", examples("rollout migrate --env dev"));
  migrate.action(async () => {
    const { migrate: run } = await import("./commands/migrate.ts");
    await done(run([], optionsOf(migrate)));
  });

  const redeploy = withProject(program.command("redeploy").addArgument(service()))
    .option("--timeout <minutes>", "how long to wait (30)", parseMinutes)
    .description("replace a service's tasks by new ones of the same revision, and wait until they hold")
    .addHelpText("after", examples("rollout redeploy api --env dev"));
  redeploy.action(async (name: string) => {
    const { redeploy: run } = await import("./commands/redeploy.ts");
    await done(run(name, optionsOf(redeploy)));
  });

  const rollback = withProject(program.command("rollback").addArgument(service()))
    .option(
      "--to <revision>",
      "a revision's number (the newest earlier one with another image)",
      parseRevision,
    )
    .option("--timeout <minutes>", "how long to wait (30)", parseMinutes)
    .option("-y, --yes", "do not ask")
    .description("return a service to an earlier revision, in AWS and in the configuration")
    .addHelpText(
      "after",
      examples("rollout rollback api --env prod", "rollout rollback api --env prod --to 41"),
    );
  rollback.action(async (name: string) => {
    const { rollback: run } = await import("./commands/rollback.ts");
    await done(run(name, optionsOf(rollback)));
  });

  const exec = withProject(program.command("exec").addArgument(service()))
    .argument("[command...]", "what to run, behind -- (/bin/sh)")
    .description("open a shell in a running task of a service, or run a command there")
    .addHelpText(
      "after",
      examples("rollout exec api --env dev", "rollout exec api --env dev -- node --version"),
    );
  exec.action(async (name: string, command: string[]) => {
    const { exec: run } = await import("./commands/exec.ts");
    await done(run(name, command, optionsOf(exec)));
  });

  const logs = withProject(
    program.command("logs").argument("<name>", "a service, or another log, such as migration"),
  )
    .option("--since <age>", "how far back: 90s, 10m, 2h, 3d", "10m")
    .option("-f, --follow", "go on with what comes")
    .option("--filter <pattern>", "only lines that fit, as CloudWatch Logs writes filters")
    .description("show the log of a service")
    .addHelpText(
      "after",
      examples(
        "rollout logs api --env dev --follow",
        "rollout logs api --env prod --since 2h --filter ERROR",
      ),
    );
  logs.action(async (name: string) => {
    const { logs: run } = await import("./commands/logs.ts");
    await done(run(name, optionsOf(logs)));
  });

  const open = withProject(
    program.command("open").argument("[name]", "such as web, api or dashboard; all are shown when left out"),
  )
    .option("--print", "only print it")
    .description("print an address of the environment, and open it in a browser where there is one")
    .addHelpText("after", examples("rollout open --env dev", "rollout open dashboard --env dev"));
  open.action(async (name: string | undefined) => {
    const { open: run } = await import("./commands/open.ts");
    await done(run(name, optionsOf(open)));
  });

  const create = withProject(program.command("db").description("look after the databases").command("create"))
    .option(
      "--database <host:port>",
      "where the database is reached, such as the near end of a tunnel",
      parseAddress,
    )
    .description("make the app's database user and the extra databases where they are absent")
    .addHelpText("after", examples("rollout db create --env dev --database 127.0.0.1:15432"));
  create.action(async () => {
    const { createDatabases } = await import("./commands/db-create.ts");
    await done(createDatabases([], optionsOf(create)));
  });

  const put = withProject(
    program
      .command("secrets")
      .description("look after secrets")
      .command("put")
      .argument("<name>", "a secret, or <secret>.<key> for one key of it"),
  )
    .description("set a secret's value, asked for or from standard input, and say who has to be redeployed")
    .addHelpText(
      "after",
      examples(
        "rollout secrets put stripe.STRIPE_SECRET_KEY --env dev",
        "rollout secrets put sentry --env dev < dsn.json",
      ),
    );
  put.action(async (name: string) => {
    const { putSecretValue } = await import("./commands/secrets-put.ts");
    await done(putSecretValue(name, optionsOf(put)));
  });
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new InvalidArgumentError(`expected minutes above 0, got "${text}"`);
}

function parseRevision(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`expected the number of a revision, got "${text}"`);
}
