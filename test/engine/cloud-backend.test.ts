import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { createStack } from "../../tools/pulumi.ts";
import { locatePulumi } from "../../tools/workspace.ts";
import { copyRepository, rollout } from "../support/repository-copy.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

jest.setTimeout(120_000);

/** What is deployed, by "<org>/<project>/<stack>". */
const stacks = new Map<string, number>();
const asked: string[] = [];
let server: Server;
let repository = "";
let env: Record<string, string> = {};

const shape = (name: string) => {
  const [orgName, projectName, stackName] = name.split("/");
  return { orgName, projectName, stackName, version: 1, activeUpdate: "", tags: {} };
};

/** Answers as the service does (https://www.pulumi.com/docs/reference/cloud-rest-api/), as far as the CLI asks here. */
function answer(method: string, path: string, body: string): [number, object] {
  const [, name = "", rest] = /^\/api\/stacks\/([^/]+\/[^/]+\/[^/?]+)(\/[^?]*)?/.exec(path) ?? [];
  if (path.startsWith("/api/user/stacks")) return [200, { stacks: [...stacks.keys()].map(shape) }];
  if (path === "/api/user") {
    return [200, { githubLogin: "ada", name: "Ada", organizations: [{ githubLogin: "acme", name: "Acme" }] }];
  }
  if (path.startsWith("/api/capabilities")) return [200, { capabilities: [] }];
  if (method === "POST" && /^\/api\/stacks\/[^/]+\/[^/]+$/.test(path)) {
    const { stackName } = JSON.parse(body) as { stackName: string };
    stacks.set(`${path.slice("/api/stacks/".length)}/${stackName}`, 0);
    return [200, {}];
  }
  if (stacks.has(name) && rest === undefined) return [200, shape(name)];
  if (stacks.has(name) && rest === "/updates") return [200, { updates: [] }];
  if (stacks.has(name) && rest === "/export") {
    const [, project = "", stack = ""] = name.split("/");
    const type = "pulumi:pulumi:Stack";
    const urn = `urn:pulumi:${stack}::${project}::${type}::${project}-${stack}`;
    const manifest = { time: "2026-01-01T00:00:00Z", magic: "", version: "" };
    return [200, { version: 3, deployment: { manifest, resources: [{ urn, custom: false, type }] } }];
  }
  return [404, { code: 404, message: `not found: ${method} ${path}` }];
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const path = request.url ?? "";
      asked.push(`${request.method} ${path}`);
      const isKnown = request.headers.authorization === "token pul-known";
      const [status, found] = isKnown
        ? answer(request.method ?? "", path, body)
        : [401, { code: 401, message: "no" }];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(found));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  repository = await copyRepository();
  env = {
    PULUMI_BACKEND_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    PULUMI_ACCESS_TOKEN: "pul-known",
    PULUMI_HOME: createTemporaryFolder(),
  };
});
afterAll(() => void server.close());

const init = [
  ...[
    "init",
    "--blueprint",
    "utm",
    "--no-domain",
    "--env",
    "qa",
    "--profile",
    "dev",
    "--account",
    "123456789012",
  ],
  ...[
    "--region",
    "us-east-1",
    "--repository",
    "acme/shop",
    "--email",
    "ops@acme.example",
    "--phone",
    "+1 555 0199",
  ],
  ...["--backend", "cloud"],
];

describe("Pulumi Cloud", () => {
  test("without a login, or in an organization of others, has nothing written", async () => {
    const stranger = { ...env, PULUMI_ACCESS_TOKEN: "pul-unknown", PULUMI_HOME: createTemporaryFolder() };
    const refused = await rollout(repository, init, stranger);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(
      /^error: you are not logged in to Pulumi Cloud \(.+\)\nto do: log in with: pulumi login/,
    );
    const elsewhere = await rollout(repository, [...init, "--organization", "umbrella"], env);
    expect(elsewhere.exitCode).toBe(2);
    expect(elsewhere.stderr).toBe(
      'error: ada is not in organization "umbrella" of Pulumi Cloud, expected one of ada, acme\n' +
        "to do: correct --organization, or be invited; nothing was written",
    );
  });

  test("is settled by init with the organization that stacks belong to", async () => {
    const { exitCode, stdout } = await rollout(repository, [...init, "--organization", "acme"], env);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("logged in to Pulumi Cloud as ada; stacks belong to acme");
    const manifest = JSON.parse(await readFile(join(repository, "package.json"), "utf8")) as {
      rollout: object;
    };
    expect(manifest.rollout).toMatchObject({ organization: "acme" });
  });

  test("is asked for stacks by organization, project and stack, which is how they are made", async () => {
    const pulumi = await locatePulumi(env);
    const folder = join(repository, "stacks", "10-network");
    await createStack(pulumi, { folder, fullName: "acme/10-network/qa" });
    expect([...stacks.keys()]).toEqual(["acme/10-network/qa"]);
    // Somebody's own stack of the same name is another one.
    stacks.set("ada/20-data/qa", 0);
    asked.length = 0;
    const { exitCode, stdout, stderr } = await rollout(repository, ["status", "--env", "qa"], env);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/10-network\/qa +deployed/);
    expect(stdout).toMatch(/20-data\/qa +never deployed/);
    expect(asked).toContain("GET /api/stacks/acme/10-network/qa/export");
  });
});
