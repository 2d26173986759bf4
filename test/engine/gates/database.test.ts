import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { Client } from "pg";
import type { AwsSettings } from "../../../shared/gate.ts";
import data from "../../../stacks/20-data/gate.ts";
import { startLocalAws, type LocalAws } from "../../../tools/docpipeline/local-aws.ts";
import { tryCheck } from "../../support/gate-rig.ts";
import { makeCertificate, startPostgres, type Postgres } from "../../support/postgres.ts";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";

jest.setTimeout(120_000);

const region = "us-west-2";
const host = "shop-dev-db.abcdefghijkl.us-west-2.rds.amazonaws.com";
const master = { username: "dbmaster", password: "master-password" };
const app = { username: "shop_app", password: "app-password" };
const config = {
  ...{
    product: "shop",
    profile: "dev",
    accountId: "123456789012",
    region,
    owner: "platform",
    costCenter: "cc-1",
  },
  data: { db: { engine: "postgres", class: "db.t4g.small", name: "postgres" } },
};

let moto: LocalAws;
let server: Postgres;
let outputs: Record<string, unknown> = {};

beforeAll(async () => {
  [moto, server] = await Promise.all([startLocalAws({}), startPostgres({ host, ...master })]);
  const secrets = new SecretsManagerClient(aws());
  const [masterSecretArn, appSecretArn] = await Promise.all(
    [master, app].map(async (login) => {
      const made = await secrets.send(
        new CreateSecretCommand({ Name: login.username, SecretString: JSON.stringify(login) }),
      );
      return made.ARN;
    }),
  );
  outputs = { db: { host, port: 5432, name: "postgres", masterSecretArn, appSecretArn } };
});
afterAll(async () => {
  await Promise.all([moto.stop(), server.stop()]);
});

const aws = (): AwsSettings => ({
  ...{ region, maxAttempts: 1, endpoint: moto.endpoint },
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});
const look = (id: string, given: { ca?: string; near?: { host: string; port: number } } = {}) =>
  tryCheck(
    data,
    id,
    { outputs, config },
    {
      aws,
      fetch: () => Promise.resolve(new Response(given.ca ?? server.ca)),
      database: () => given.near ?? { host: server.host, port: server.port },
    },
  );

test("a database that shows a certificate for its own name passes, also at the near end of a tunnel", async () => {
  expect(await look("database-answers")).toBe("passed");
});

test("a certificate of another CA fails", async () => {
  const ca = await makeCertificate(createTemporaryFolder(), host);
  expect(await look("database-answers", { ca })).toMatch(/^failed: .*(self-signed|unable to verify)/);
});

test("a database that refuses plain text passes", async () => {
  expect(await look("database-refuses-plain-text")).toBe("passed");
});

test("an app user that the migration has not made yet is no fault, one with another password is", async () => {
  expect(await look("app-user-logs-in")).toBe("passed");
  const client = new Client({
    ...{ host: server.host, port: server.port, user: master.username, password: master.password },
    ...{ database: "postgres", ssl: { rejectUnauthorized: false } },
  });
  await client.connect();
  try {
    await client.query(`create user ${app.username} password 'another-password'`);
    expect(await look("app-user-logs-in")).toMatch(
      /^failed: .*password authentication failed for user "shop_app"/,
    );
    await client.query(`alter user ${app.username} password '${app.password}'`);
    expect(await look("app-user-logs-in")).toBe("passed");
  } finally {
    await client.end();
  }
});

test("where no database answers nothing was looked at, and the way there is told", async () => {
  expect(await look("database-answers", { near: { host: "127.0.0.1", port: 1 } })).toBe(
    "not-run: nothing answers at the near end of the tunnel, 127.0.0.1:1",
  );
});
