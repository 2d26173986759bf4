import { beforeEach, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { checkConfig, defineLayerConfig, secretText } from "../../shared/config-schema.ts";
import { loadConfig, revealSecret } from "../../shared/layer-config.ts";

const schema = defineLayerConfig({
  network: z.strictObject({
    azCount: z.int().min(1).max(4).default(2).describe("Zones"),
    nat: z.enum(["none", "single"]).default("none"),
    ports: z.record(z.string(), z.int()).default({}),
  }),
  db: z.strictObject({ password: secretText.optional() }).prefault({}),
});
const good = {
  product: "demo",
  profile: "dev",
  accountId: "111111111111",
  region: "us-west-1",
  owner: "platform",
  costCenter: "cc-1",
  network: { azCount: 3 },
};

function setConfig(values: Record<string, unknown>, secretKeys: string[] = []): void {
  pulumi.runtime.setAllConfig(
    {
      "aws:region": "ignored",
      ...Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          `10-demo:${key}`,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      ),
    },
    secretKeys.map((key) => `10-demo:${key}`),
  );
}

beforeEach(async () => {
  await pulumi.runtime.setMocks(
    { newResource: (args) => ({ id: args.name, state: {} }), call: () => ({}) },
    "10-demo",
    "dev",
  );
});

test("a configuration gets its defaults, and its environment from the stack's name", () => {
  setConfig(good);
  expect(loadConfig(schema)).toEqual({
    ...good,
    environment: "dev",
    tags: {},
    upstreams: {},
    network: { azCount: 3, nat: "none", ports: {} },
    db: {},
  });
  setConfig({ ...good, environment: "shared" });
  expect(loadConfig(schema).environment).toBe("shared");
});

test("every fault is reported at once, with what was expected, what was got and what to do", () => {
  setConfig({
    ...good,
    accountId: "1234",
    region: "us-weast-1",
    owner: undefined,
    network: { azCount: "three", nat: "double", azcount: 2, ports: { api: 1.5 } },
    netwrok: {},
    zzz: "1",
  });
  expect(() => loadConfig(schema)).toThrowErrorMatchingInlineSnapshot(`
   "the configuration of 10-demo/dev is wrong (Pulumi.dev.yaml):
     - 10-demo:accountId is wrong, expected the 12 digits of an AWS account, in quotes, got "1234"
     - 10-demo:region is "us-weast-1", expected an AWS region such as "us-west-1"
     - 10-demo:owner is missing, expected string
     - 10-demo:network.azCount is wrong, expected number, got "three"
     - 10-demo:network.nat is wrong, expected one of "none"|"single", got "double"
     - 10-demo:network.ports.api is wrong, expected int, got 1.5
     - 10-demo:network.azcount is not a configuration key; did you mean "azCount"?
     - 10-demo:netwrok is not a configuration key; did you mean "network"?
     - 10-demo:zzz is not a configuration key, expected one of accountId, costCenter, db, environment, network, owner, product, profile, region, tags, upstreams; remove or rename it"
  `);
});

test("a whole section that is missing is named", () => {
  const { network, ...withoutNetwork } = good;
  setConfig(withoutNetwork);
  expect(() => loadConfig(schema)).toThrow("10-demo:network is missing, expected object");
});

test("an encrypted secret becomes a secret Output and shows itself nowhere", async () => {
  setConfig({ ...good, db: { password: "hunter2" } }, ["db"]);
  const { password } = loadConfig(schema).db;
  expect(`${password} ${JSON.stringify(password)}`).toBe('[secret] "[secret]"');
  expect(await pulumi.isSecret(revealSecret(password!))).toBe(true);
});

test("a secret in plain text is refused without showing it", () => {
  setConfig({ ...good, db: { password: "hunter2" } });
  expect(() => loadConfig(schema)).toThrowErrorMatchingInlineSnapshot(`
   "the configuration of 10-demo/dev is wrong (Pulumi.dev.yaml):
     - 10-demo:db.password is a secret in plain text; set it with: pulumi config set --stack dev --secret --path '10-demo:db.password'"
  `);
});

test("a wrong secret is refused without showing it", () => {
  const result = checkConfig(schema, { ...good, db: { password: 12345 } });
  expect(result).toEqual({
    faults: [{ key: "db.password", message: "is wrong, expected string, got [secret]" }],
  });
});
