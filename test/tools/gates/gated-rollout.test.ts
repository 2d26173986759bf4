import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { report, type Report } from "../../../tools/report.ts";
import { createRolloutRig, operations, type RolloutRig } from "../../support/rollout-rig.ts";
import { writeFileAt } from "../../support/temporary-folder.ts";

/** A gate that asks a web server, as a layer's gate.ts in a repository of somebody else. */
const gateOf = (layer: string, url: string, remark = "") => `${remark}
const anything = { safeParse: (value) => ({ success: true, data: value }) };
export default {
  contract: { layer: "${layer}", version: 1, outputs: {}, secrets: [], reads: [], optionalReads: [] },
  config: anything,
  checks: [
    {
      id: "answers",
      title: "the API answers",
      reach: "internet",
      expected: "status 200",
      remedy: "read the log of the API",
      timeoutSeconds: 0,
      look: async (_input, world) => {
        const { status } = await world.fetch("${url}", { signal: world.signal });
        return status === 200 ? [] : ["status " + status];
      },
    },
  ],
  confirmations: [{ id: "oauth-app", what: "the OAuth app exists", how: "in Google's console" }],
};
`;

describe("a rollout of which a layer has a gate", () => {
  let rig: RolloutRig;
  let server: Server;
  let status = 500;
  let requests = 0;
  let url = "";
  const lastReport = async (): Promise<Report> =>
    report.parse(JSON.parse(await readFile(join(rig.root, ".rollout/deployed/report.json"), "utf8")));
  const up = (...args: string[]) => rig.run(["up", "--env", "dev", "--yes", ...args]);

  beforeAll(async () => {
    server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
    rig = await createRolloutRig({ "10-api": {}, "20-site": { reads: ["10-api"] }, "30-other": {} });
    await writeFileAt(join(rig.root, "stacks/10-api/gate.ts"), gateOf("10-api", url));
  });
  afterAll(() => void server.close());

  test("fails with it, says what was seen and what to do, and does not start its readers", async () => {
    const { exitCode, stdout } = await up();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('gate: "the API answers" is not true, expected status 200, got status 500');
    expect(stdout).toContain("to do: read the log of the API");
    const { layers } = await lastReport();
    expect(layers.map(({ id, result, blockedBy }) => [id, result, blockedBy])).toEqual([
      ["10-api/dev", "failed", undefined],
      ["20-site/dev", "blocked", "10-api/dev"],
      ["30-other/dev", "succeeded", undefined],
    ]);
    expect(layers[0]?.gate).toMatchObject({
      result: "failed",
      findings: [
        { check: "published", status: "passed" },
        { check: "answers", status: "failed", expected: "status 200", got: "status 500", looks: 1 },
      ],
    });
    expect(layers[2]?.gate).toBeUndefined();
  });

  test("goes on by --resume without updating that layer again, once the gate passes", async () => {
    status = 200;
    const { exitCode, stdout } = await up("--resume");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("gate: 2 passed");
    // The first two run side by side.
    expect((await operations(rig)).sort()).toEqual(["up 10-api/dev", "up 20-site/dev", "up 30-other/dev"]);
  });

  test("does not try a gate again that has passed since anything changed", async () => {
    const before = requests;
    expect((await up()).exitCode).toBe(0);
    expect(requests).toBe(before);
  });

  test("tries a gate again that was changed, and updates nothing for it", async () => {
    const [requestsBefore, operationsBefore] = [requests, await operations(rig)];
    await writeFileAt(join(rig.root, "stacks/10-api/gate.ts"), gateOf("10-api", url, "// Stricter now."));
    expect((await up()).exitCode).toBe(0);
    expect(requests).toBe(requestsBefore + 1);
    expect(await operations(rig)).toEqual(operationsBefore);
  });

  test("tries no gate with --no-gates, and says so", async () => {
    status = 500;
    const { exitCode, stdout } = await up("--no-gates", "--force", "10-api");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("its gate is not run: --no-gates");
  });

  test("tries the gate of a layer that is up to date and was brought up without", async () => {
    const { exitCode, stdout } = await up();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('gate: "the API answers" is not true, expected status 200, got status 500');
  });

  test("is looked at by rollout gate at any time, which fails as the gate does", async () => {
    const failed = await rig.run(["gate", "--env", "dev"]);
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toBe(
      [
        "10-api/dev",
        "  ✓ the published outputs keep the contract",
        "  ✗ the API answers: expected status 200, got status 500",
        "    to do: read the log of the API",
        "",
        "gates: 1 passed, 1 failed",
        "1 of 1 things that people see to are not confirmed: rollout doctor",
      ].join("\n"),
    );
    status = 200;
    const passed = await rig.run(["gate", "api", "--env", "dev", "--json"]);
    expect(passed.exitCode).toBe(0);
    expect(JSON.parse(passed.stdout)).toMatchObject({ layers: [{ id: "10-api/dev", result: "passed" }] });
  });

  test("keeps who confirmed what in a file to be committed, until the words change or it is taken back", async () => {
    const file = join(rig.root, "stacks/10-api/gates.dev.yaml");
    const confirmed = await rig.run(["gate", "confirm", "oauth-app", "--env", "dev", "--note", "app 7"], {
      GIT_CONFIG_COUNT: "2",
      GIT_CONFIG_KEY_0: "user.name",
      GIT_CONFIG_VALUE_0: "Ada",
      GIT_CONFIG_KEY_1: "user.email",
      GIT_CONFIG_VALUE_1: "ada@example.com",
    });
    expect(confirmed.stdout).toBe(
      "Ada <ada@example.com> has confirmed in stacks/10-api/gates.dev.yaml, which is to be committed: the OAuth app exists",
    );
    expect(await readFile(file, "utf8")).toMatch(
      /^# What people have confirmed.*\n+oauth-app:\n {2}what: the OAuth app exists\n {2}by: Ada <ada@example.com>\n {2}at: \d{4}-.*Z\n {2}note: app 7\n$/,
    );
    const checklist = async () =>
      (JSON.parse((await rig.run(["gate", "--env", "dev", "--json"])).stdout) as { checklist: object[] })
        .checklist;
    expect(await checklist()).toMatchObject([
      { id: "oauth-app", outdated: false, confirmed: { by: "Ada <ada@example.com>", note: "app 7" } },
    ]);

    await writeFileAt(file, (await readFile(file, "utf8")).replace("app exists", "app is verified"));
    expect(await checklist()).toEqual([expect.objectContaining({ id: "oauth-app", outdated: true })]);

    await rig.run(["gate", "confirm", "10-api/oauth-app", "--env", "dev", "--withdraw"]);
    expect(await readFile(file, "utf8")).not.toContain("oauth-app:");
  });

  test("refuses to confirm what nobody asked for, and names what there is", async () => {
    const { exitCode, stderr } = await rig.run(["gate", "confirm", "oauth-ap", "--env", "dev"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is nothing "oauth-ap" to confirm here, expected one of oauth-app');
    expect(stderr).toContain('did you mean "oauth-app"?');
  });

  test("refuses a database address that is none before anything starts", async () => {
    const { exitCode, stderr } = await up("--database", "localhost");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--database is wrong, expected <host>:<port>, got "localhost"');
  });
});
