import { Argument, Command, Option } from "commander";
import { expect, test } from "@jest/globals";
import { completeWords, type KnownNames } from "../../tools/completion.ts";

const known: KnownNames = {
  environments: async () => ["dev", "prod"],
  layers: async (environment) => (environment === "prod" ? ["10-network"] : ["10-network", "20-data"]),
  blueprints: async () => ["shop"],
};

function program(): Command {
  const root = new Command("rollout").option("-C, --directory <folder>", "the repository");
  root
    .command("up")
    .description("bring up")
    .argument("[layers...]")
    .option("-e, --env <name>", "the environment")
    .option("--blueprint <name>", "the system")
    .option("--parallel <count>", "at a time")
    .option("--yes", "do not ask");
  root
    .command("graph")
    .description("draw")
    .addOption(new Option("--format <format>", "how").choices(["svg", "dot"]));
  root.command("review").description("tell").argument("<reports...>");
  root.command("secret", { hidden: true });
  const contracts = root.command("contracts").description("compare");
  contracts.command("check").description("fail");
  root
    .command("completion")
    .description("print")
    .addArgument(new Argument("<shell>").choices(["bash"]));
  return root;
}

async function complete(line: string): Promise<string[] | "files"> {
  const found = await completeWords(program(), line.split(" ").slice(1), known);
  return found === "files" ? found : found.map(({ value }) => value);
}

test.each<[string, string[] | "files"]>([
  ["rollout u", ["up"]],
  ["rollout se", []],
  ["rollout contracts c", ["check"]],
  ["rollout up ", ["10-network", "20-data"]],
  ["rollout up 2", ["20-data"]],
  ["rollout up 10-network ", ["20-data"]],
  ["rollout up --env prod ", ["10-network"]],
  ["rollout up --env=prod ", ["10-network"]],
  ["rollout up --env ", ["dev", "prod"]],
  ["rollout up -e p", ["prod"]],
  ["rollout up --env=p", ["--env=prod"]],
  ["rollout up --blueprint ", ["shop"]],
  ["rollout up --yes --", ["--env", "--blueprint", "--parallel", "--help", "--directory"]],
  ["rollout up --p", ["--parallel"]],
  ["rollout up --parallel ", []],
  ["rollout graph --format ", ["svg", "dot"]],
  ["rollout graph ", []],
  ["rollout completion ", ["bash"]],
  ["rollout completion bash ", []],
  ["rollout review ", "files"],
  ["rollout review a.json ", "files"],
  ["rollout --directory ", "files"],
])("%j may become %j", async (line, candidates) => {
  expect(await complete(line)).toEqual(candidates);
});

test("a command comes with what it does", async () => {
  expect(await completeWords(program(), ["gr"], known)).toEqual([{ value: "graph", description: "draw" }]);
});
