import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { directEntrance, type DeployedResource } from "../../shared/posture.ts";
import posture from "../../shared/posture-steps.ts";
import { rehearse, type RealRun } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Twice ten rollouts of seven layers.
jest.setTimeout(1_800_000);

/** The layers of doc-pipeline that requests pass or that hold what must not be lost, as a repository of their own. */
const layers = ["00-account", "10-network", "20-data", "30-ecs", "50-auth", "80-harden", "90-cdn"];
const repository = join(root, ".rollout", "test", "repositories", randomUUID());
const state = createTemporaryFolder();

beforeAll(() => {
  mkdirSync(join(repository, "stacks"), { recursive: true });
  writeFileSync(join(repository, "package.json"), JSON.stringify({ type: "module", rollout: {} }));
  symlinkSync(join(root, "shared"), join(repository, "shared"));
  for (const layer of layers) symlinkSync(join(root, "stacks", layer), join(repository, "stacks", layer));
});
afterAll(() => rmSync(repository, { recursive: true, force: true }));

/** Everything in the stand-in AWS, which knows nothing of the state of stacks. */
function deployed(): DeployedResource[] {
  const folder = join(state, "aws", "resources");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => JSON.parse(readFileSync(join(entry.parentPath, entry.name), "utf8")))
    .map(({ token, id, properties }) => ({ type: token, id, properties }));
}

const stateful = (resources: readonly DeployedResource[]): string[] =>
  resources
    .filter(({ type }) => posture.stateful.includes(type))
    .map(({ type, id }) => `${type} ${id}`)
    .sort();

const ways = (resources: readonly DeployedResource[]): string[] =>
  posture
    .trace(resources)
    .map(({ hops, broken }) =>
      [
        ...hops.map((hop) => hop.replace(/ (api-[0-9a-f]+|d[a-z0-9]+\.cloudfront\.net)$/, "")),
        broken ?? "ok",
      ].join(" -> "),
    );

/** Runs the command and looks at the stand-in AWS all the while, as somebody who sends requests would. */
async function watched(...args: string[]): Promise<RealRun & { outages: string[] }> {
  const outages = new Set<string>();
  let looks = 0;
  const look = setInterval(() => {
    try {
      for (const { hops, broken } of posture.trace(deployed())) {
        if (broken !== undefined && hops[0] !== directEntrance)
          outages.add(`${hops.join(" -> ")}: ${broken}`);
      }
      looks += 1;
    } catch {
      // A file that was just being written or removed; the next look will find it whole.
    }
  }, 1000);
  const run = await rehearse(repository, state, ["harden", ...args]);
  clearInterval(look);
  expect(looks).toBeGreaterThan(3);
  return { ...run, outages: [...outages] };
}

const stepsTaken = ({ stdout }: RealRun): string[] =>
  [...stdout.matchAll(/^step \d+ of \d+: (.+)$/gm)].map(([, title]) => title ?? "");

const open = [
  "CloudFront -> origin service -> API -> public load balancer:80 -> rule 100 -> service api -> ok",
  "CloudFront -> origin websocket -> public load balancer:80 -> rule 100 -> service api -> ok",
  "API -> public load balancer:80 -> rule 100 -> service api -> ok",
  "internet -> public load balancer:80 -> rule 100 -> service api -> ok",
];
const hardened = [
  "CloudFront -> origin service -> API -> VPC link -> internal load balancer:80 -> rule 100 -> service api -> ok",
  "CloudFront -> origin websocket -> VPC origin -> internal load balancer:80 -> rule 100 -> service api -> ok",
  "API -> VPC link -> internal load balancer:80 -> rule 100 -> service api -> ok",
];

let held: string[];

test("doc-pipeline comes up open, and a plan of the way changes nothing", async () => {
  const up = await rehearse(repository, state, ["up", "--env", "dev"]);
  expect(up.exitCode).toBe(0);
  expect(ways(deployed())).toEqual(open);
  held = stateful(deployed());
  expect(held.length).toBeGreaterThan(10);

  const plan = await rehearse(repository, state, ["harden", "--env", "dev", "--dry-run"]);
  expect(plan.exitCode).toBe(0);
  expect(plan.stdout).toContain("-     nat: none\n   +     nat: single");
  expect(ways(deployed())).toEqual(open);
});

test("it is hardened as far as AWS lets it, requests getting through all the while", async () => {
  const faults = join(state, "aws", "faults.json");
  writeFileSync(
    faults,
    JSON.stringify([
      { type: "aws:wafv2/webAcl:WebAcl", operation: "create", error: "WAFInternalErrorException: try again" },
    ]),
  );
  const run = await watched("--env", "dev");
  rmSync(faults);
  expect(run.exitCode).toBe(1);
  expect(run.outages).toEqual([]);
  expect(stepsTaken(run)).toEqual(posture.steps.map(({ title }) => title));
  expect(run.stderr).toContain('step "count attacks with a web ACL" is not done; run the same command again');
  expect(ways(deployed())).toEqual(hardened);
});

test("the same command finishes it, and once more changes nothing", async () => {
  const run = await watched("--env", "dev");
  expect(run.exitCode).toBe(0);
  expect(stepsTaken(run)).toEqual([]);
  const guarded = deployed().filter(({ type }) => type === "aws:wafv2/webAclAssociation:WebAclAssociation");
  expect(guarded.map(({ properties }) => properties["resourceArn"])).toEqual([
    expect.stringContaining(":loadbalancer/app/alb-internal-"),
  ]);
  expect(stateful(deployed())).toEqual(held);
});

test("it goes back to open, and nothing that holds data was replaced on the way there and back", async () => {
  const run = await watched("--env", "dev", "--to", "open");
  expect(run.exitCode).toBe(0);
  expect(run.outages).toEqual([]);
  expect(ways(deployed())).toEqual(open);
  expect(stateful(deployed())).toEqual(held);
  for (const type of [
    "aws:ec2/natGateway:NatGateway",
    "aws:wafv2/webAcl:WebAcl",
    "aws:cloudfront/vpcOrigin:VpcOrigin",
  ]) {
    expect(deployed().filter((resource) => resource.type === type)).toEqual([]);
  }
});
