import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, ".github", "workflows");
const names = readdirSync(folder).sort();
const textOf = (name: string) => readFileSync(join(folder, name), "utf8");

interface Step {
  uses?: string;
  run?: string;
}
interface Job {
  needs?: string;
  with?: Record<string, unknown>;
  uses?: string;
  steps?: Step[];
  environment?: string;
  permissions?: Record<string, string>;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  "timeout-minutes"?: number;
}
interface Workflow {
  on: Record<string, { inputs?: Record<string, { options?: string[] }> } | null>;
  permissions: Record<string, string>;
  concurrency?: unknown;
  jobs: Record<string, Job>;
}
const workflowOf = (name: string) => parse(textOf(name)) as Workflow;
const jobs = names.flatMap((name) =>
  Object.entries(workflowOf(name).jobs).map(([job, body]) => ({ job: `${name} ${job}`, name, body })),
);
const action = join(root, ".github", "actions", "prepare", "action.yml");
const usesOf = (text: string) =>
  [...text.matchAll(/^\s*(?:- )?uses: (\S+)(.*)/gm)].map(([, uses = "", rest = ""]) => ({ uses, rest }));

test("every action from elsewhere is pinned by its commit, with the version beside it", () => {
  for (const text of [...names.map(textOf), readFileSync(action, "utf8")]) {
    for (const { uses, rest } of usesOf(text).filter(({ uses }) => !uses.startsWith("./"))) {
      expect(`${uses}${rest}`).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  }
});

test("one action has one commit everywhere", () => {
  const pins = new Map<string, Set<string>>();
  for (const { uses } of [...names.map(textOf), readFileSync(action, "utf8")].flatMap(usesOf)) {
    const [repository = "", commit = ""] = uses.split("@");
    pins.set(repository, (pins.get(repository) ?? new Set()).add(commit));
  }
  expect([...pins].filter(([, commits]) => commits.size > 1)).toEqual([]);
});

test.each(names)("%s may read the code and no more, unless a job says so", (name) => {
  expect(workflowOf(name).permissions).toEqual({ contents: "read" });
});

test("what jobs may beyond that", () => {
  const more = jobs.flatMap(({ job, body: { permissions = {} } }) =>
    Object.entries(permissions)
      .filter(([scope, level]) => `${scope}: ${level}` !== "contents: read")
      .map(([scope, level]) => `${job} ${scope}: ${level}`),
  );
  expect(more).toEqual([
    "backend-deploy.yml deploy id-token: write",
    "deploy.yml dev id-token: write",
    "deploy.yml stage id-token: write",
    "deploy.yml prod id-token: write",
    "drift.yml drift id-token: write",
    "frontend-deploy.yml deploy id-token: write",
    "layer.yml layer id-token: write",
    "preview.yml preview id-token: write",
    "preview.yml comment pull-requests: write",
    "rollout.yml plan id-token: write",
    "rollout.yml rollout id-token: write",
  ]);
});

test("there is no long-lived key, no trigger that runs a stranger's code with our secrets, no open end", () => {
  for (const name of names) {
    expect(textOf(name)).not.toMatch(
      /aws-access-key-id|aws-secret-access-key|PULUMI_ACCESS_TOKEN|pull_request_target/,
    );
  }
  for (const { job, body } of jobs.filter(({ body }) => body.uses === undefined)) {
    expect([job, body["timeout-minutes"]]).toEqual([job, expect.any(Number)]);
  }
});

test("what people type reaches the shell through variables only", () => {
  for (const { body } of jobs) {
    for (const { run = "" } of body.steps ?? []) expect(run).not.toMatch(/\$\{\{/);
  }
});

test("whatever changes an environment waits for the one before it, in the environment's own group", () => {
  const groups = Object.fromEntries(
    jobs.flatMap(({ job, body }) =>
      body.permissions?.["id-token"] === "write" && body.concurrency !== undefined
        ? [[job, [body.concurrency.group, body.concurrency["cancel-in-progress"]]]]
        : [],
    ),
  );
  expect(groups).toEqual({
    "backend-deploy.yml deploy": ["backend-${{ inputs.environment }}-${{ inputs.service }}", false],
    "drift.yml drift": ["rollout-${{ matrix.environment }}", false],
    "frontend-deploy.yml deploy": ["frontend-${{ inputs.environment }}", false],
    "rollout.yml rollout": ["rollout-${{ inputs.environment }}", false],
  });
});

test("jobs that change an environment run in the GitHub environment of that name, where reviewers stand", () => {
  for (const name of ["rollout.yml", "backend-deploy.yml", "frontend-deploy.yml"]) {
    const [deploying] = jobs.filter(
      ({ name: file, body }) => file === name && body.concurrency !== undefined,
    );
    expect(deploying?.body.environment).toBe("${{ inputs.environment }}");
  }
  expect(
    Object.entries(workflowOf("deploy.yml").jobs).map(([job, { needs, with: given }]) => [job, needs, given]),
  ).toEqual([
    ["dev", undefined, { environment: "dev" }],
    ["stage", "dev", { environment: "stage", reviewed: true }],
    ["prod", "stage", { environment: "prod", reviewed: true }],
  ]);
});

test("layer.yml offers the layers that there are", () => {
  expect(workflowOf("layer.yml").on["workflow_dispatch"]?.inputs?.["layer"]?.options).toEqual(
    readdirSync(join(root, "stacks")).sort(),
  );
});

test("every npm script that a step runs exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const used = jobs.flatMap(({ body }) =>
    (body.steps ?? []).flatMap(({ run = "" }) =>
      [...run.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, script]) => script),
    ),
  );
  expect([...new Set(used)].filter((script) => scripts[script ?? ""] === undefined)).toEqual([]);
  expect(used.length).toBeGreaterThan(10);
});
