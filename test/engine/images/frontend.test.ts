import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { freePort } from "../../support/free-port.ts";
import { script, startFrontend } from "../../support/frontend-image.ts";
import { checkHealth, readImageFile, type ImageProcess } from "../../support/image-process.ts";

const dockerfile = readImageFile("frontend");
let port: number;
let nginx: ImageProcess;

beforeAll(async () => {
  ({ port, nginx } = await startFrontend());
});
afterAll(async () => {
  expect((await nginx.end("SIGQUIT")).startFailure).toBeUndefined();
});

const get = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });

describe("the frontend's nginx", () => {
  test.each(["/", "/index.html", "/orders/17", "/assets"])(
    "answers %s with the app's page, to be asked for again",
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-cache");
      expect(await response.text()).toContain("<title>app</title>");
    },
  );

  test("lets browsers keep for good what has its content's hash in its name, and sends it compressed", async () => {
    const response = await get("/assets/app-5f3a.js", { headers: { "accept-encoding": "gzip" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("vary")).toBe("Accept-Encoding");
    expect(await response.text()).toBe(script);
  });

  test("answers a file that is gone with 404, which nobody keeps, and not with the page", async () => {
    const response = await get("/assets/app-0000.js");
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(await response.text()).not.toContain("<title>app</title>");
  });

  test.each(["/", "/assets/app-5f3a.js", "/gone.js", "/health"])(
    "sends security headers with %s",
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
      expect(headers.get("permissions-policy")).toBe("camera=(), geolocation=(), microphone=()");
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'self';.*frame-ancestors 'none'$/);
      expect(headers.get("server")).toBe("nginx");
    },
  );

  test("shows no hidden file but those of .well-known", async () => {
    expect((await get("/.env")).status).toBe(404);
    expect(await (await get("/.well-known/security.txt")).text()).toContain("Contact:");
    expect((await get("/.well-known/absent")).status).toBe(404);
  });

  test("takes nothing but what reads", async () => {
    expect((await get("/", { method: "POST", body: "x" })).status).toBe(405);
    expect((await get("/", { method: "HEAD" })).status).toBe(200);
  });

  test("answers health checks, and writes a line of JSON for every other request", async () => {
    expect(await (await get("/health")).text()).toBe("ok\n");
    await get("/logged?token=hidden", {
      headers: { "x-forwarded-for": "203.0.113.9", "user-agent": 'a "quoted" one' },
    });
    const written = () => nginx.lines.filter((line) => line.includes("quoted"));
    for (let looks = 0; written().length === 0 && looks < 100; looks++) await sleep(20);
    // Only the load balancer, which is in the VPC, is believed who asked it.
    expect(JSON.parse(written()[0] ?? "")).toMatchObject({
      client: "127.0.0.1",
      path: "/index.html",
      status: 200,
      agent: 'a "quoted" one',
    });
    expect(nginx.lines.join("\n")).not.toMatch(/\/health|hidden/);
  });

  test("is healthy for its own HEALTHCHECK, which fails where nothing listens", async () => {
    expect(dockerfile).toContain("EXPOSE 8080");
    expect(await checkHealth("frontend", {}, { inside: 8080, here: port })).toBe(0);
    expect(await checkHealth("frontend", {}, { inside: 8080, here: await freePort() })).toBe(1);
  });
});
