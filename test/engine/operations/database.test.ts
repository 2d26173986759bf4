import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { Client } from "pg";
import { startLocalAws, type LocalAws } from "../../../tools/docpipeline/local-aws.ts";
import { setUpDatabase } from "../../../tools/operations/database-setup.ts";
import { startPostgres, type Postgres } from "../../support/postgres.ts";

jest.setTimeout(120_000);

const host = "shop-dev-db.abcdefghijkl.us-west-2.rds.amazonaws.com";
const master = { username: "dbmaster", password: "master-password" };
const app = { username: "shop_app", password: 'it\'s "secret"' };

let moto: LocalAws;
let server: Postgres;
let secrets: string[] = [];

beforeAll(async () => {
  [moto, server] = await Promise.all([startLocalAws({}), startPostgres({ host, ...master })]);
  const client = new SecretsManagerClient(aws(moto.region));
  secrets = await Promise.all(
    [master, app].map(async (login) => {
      const secret = { Name: login.username, SecretString: JSON.stringify(login) };
      return (await client.send(new CreateSecretCommand(secret))).ARN ?? "";
    }),
  );
});
afterAll(async () => {
  await Promise.all([moto.stop(), server.stop()]);
});

const aws = (region: string) => ({
  ...{ region, maxAttempts: 1, endpoint: moto.endpoint },
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});
const setUp = () =>
  setUpDatabase(
    {
      ...{ host, port: 5432, name: "postgres", extraDatabases: ["supertokens"] },
      ...{ masterSecretArn: secrets[0] ?? "", appSecretArn: secrets[1] },
    },
    moto.region,
    {
      aws,
      fetch: () => Promise.resolve(new Response(server.ca)),
      database: () => ({ host: server.host, port: server.port }),
      signal: AbortSignal.timeout(60_000),
    },
  );

test("what is absent is made, and told", async () => {
  expect(await setUp()).toEqual(["user shop_app", "database supertokens"]);
});

test("a second run makes nothing", async () => {
  expect(await setUp()).toEqual([]);
});

test("the app's user logs in with the password of its secret, and may make tables in its databases", async () => {
  for (const database of ["postgres", "supertokens"]) {
    const client = new Client({
      ...{ host: server.host, port: server.port, database, ssl: { rejectUnauthorized: false } },
      ...{ user: app.username, password: app.password },
    });
    await client.connect();
    await client.query("create table things (id int)");
    await client.end();
  }
});
