import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { renderDatabaseSetup } from "../../../stacks/30-ecs/database-setup.ts";
import { runProcess } from "../../../tools/process.ts";
import { commandOf, variablesOf } from "../../support/dockerfile-rules.ts";
import { freePort } from "../../support/free-port.ts";
import { checkHealth, readImageFile, startImage } from "../../support/image-process.ts";
import { findPrograms, makeCertificate, startPostgres } from "../../support/postgres.ts";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";

jest.setTimeout(60_000);

const images = join(import.meta.dirname, "..", "..", "..", "images");

test("the placeholder is healthy, and not there yet for everybody else", async () => {
  const PORT = String(await freePort());
  const env = { ...variablesOf(readImageFile("placeholder")), PORT };
  const words = commandOf(readImageFile("placeholder"), "CMD");
  const server = await startImage(words, Number(PORT), { cwd: join(images, "placeholder"), env });
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${PORT}${path}`, init);

  const health = await get("/healthz?from=lb");
  expect([health.status, await health.text()]).toEqual([200, "ok\n"]);
  const page = await get("/api/orders", { method: "POST", body: "{}" });
  expect(page.status).toBe(503);
  expect(page.headers.get("retry-after")).toBe("60");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(await page.text()).toContain("not here yet");
  expect(await checkHealth("placeholder", env)).toBe(0);
  expect(await checkHealth("placeholder", { ...env, HEALTH_PATH: "/elsewhere" })).toBe(1);

  const { exitCode } = await server.end("SIGTERM");
  expect(exitCode).toBe(0);
  expect(await checkHealth("placeholder", env)).toBe(1);
});

test("the API's HEALTHCHECK asks where the layers ask", async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? 200 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const PORT = String((server.address() as AddressInfo).port);
  const env = variablesOf(readImageFile("api"));
  expect(env).toMatchObject({ PORT: "3000", HEALTH_PATH: "/healthz" });
  expect(await checkHealth("api", { ...env, PORT })).toBe(0);
  expect(await checkHealth("api", { ...env, PORT, HEALTH_PATH: "/ill" })).toBe(1);
  server.close();
});

test("the worker's HEALTHCHECK goes by the age of the file that it touches", async () => {
  const ALIVE_FILE = join(createTemporaryFolder(), "alive");
  expect(variablesOf(readImageFile("worker"))["ALIVE_FILE"]).toBe("/tmp/alive");
  expect(await checkHealth("worker", { ALIVE_FILE })).toBe(1);
  await writeFile(ALIVE_FILE, "");
  expect(await checkHealth("worker", { ALIVE_FILE })).toBe(0);
  const longAgo = Date.now() / 1000 - 300;
  await utimes(ALIVE_FILE, longAgo, longAgo);
  expect(await checkHealth("worker", { ALIVE_FILE })).toBe(1);
});

test("the migration's psql refuses a server with a certificate of somebody else, also where TLS is only required", async () => {
  const login = { username: "master", password: "correct horse" };
  const postgres = await startPostgres({ host: "db.example.com", ...login });
  const folder = createTemporaryFolder();
  const setUp = async (certificates: string) => {
    await writeFile(join(folder, "ca.pem"), certificates);
    const image = variablesOf(readImageFile("migration"));
    expect(image).toEqual({ PGSSLROOTCERT: "/etc/ssl/rds.pem", PGCONNECT_TIMEOUT: "10" });
    return runProcess("sh", ["-c", renderDatabaseSetup(false)], {
      env: {
        ...{ ...image, PGSSLROOTCERT: join(folder, "ca.pem"), PATH: `${await findPrograms()}:/usr/bin:/bin` },
        ...{
          DB_HOST: postgres.host,
          DB_PORT: String(postgres.port),
          DB_NAME: "postgres",
          DB_SSLMODE: "require",
        },
        ...{
          DB_MASTER_USERNAME: login.username,
          DB_MASTER_PASSWORD: login.password,
          DB_EXTRA_DATABASES: "audit",
        },
      },
    });
  };
  try {
    const refused = await setUp(await makeCertificate(folder, "other.example.com"));
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain("certificate verify failed");
    const done = await setUp(postgres.ca);
    expect([done.exitCode, done.stdout]).toEqual([0, expect.stringContaining("CREATE DATABASE")]);
  } finally {
    await postgres.stop();
  }
});
