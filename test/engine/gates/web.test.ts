import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { AwsSettings, World } from "../../../shared/gate.ts";
import compute from "../../../stacks/30-ecs/gate.ts";
import auth from "../../../stacks/50-auth/gate.ts";
import cdn from "../../../stacks/90-cdn/gate.ts";
import { startLocalAws, type LocalAws } from "../../../tools/docpipeline/local-aws.ts";
import { startFrontend } from "../../support/frontend-image.ts";
import { tryCheck, type SomeGate } from "../../support/gate-rig.ts";
import type { ImageProcess } from "../../support/image-process.ts";

jest.setTimeout(120_000);

const region = "us-west-2";
const common = {
  ...{ product: "shop", profile: "dev", accountId: "123456789012", region },
  ...{ owner: "platform", costCenter: "cc-1" },
};

/** What the web server says, by "<scheme>://<host><path>" or a beginning of it. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answers: Record<string, Answer> = {};
let server: Server;
let moto: LocalAws;

beforeAll(async () => {
  moto = await startLocalAws({});
  server = createServer((request, response) => {
    const url = `${String(request.headers["x-scheme"])}://${request.headers.host}${request.url}`;
    const [, answer] = Object.entries(answers).find(([start]) => url.startsWith(start)) ?? [];
    if (answer === undefined) response.writeHead(599).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await moto.stop();
});
beforeEach(() => {
  answers = {};
});

const says =
  (status: number, headers: Record<string, string> = {}, body = ""): Answer =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
const page = says(200, { "content-type": "text/html; charset=utf-8" }, "<html></html>");

/** Every host of the web is one server on loopback, which is told the scheme and host that were meant. */
const worldAt = (portOf: () => number): Partial<World> => ({
  async fetch(url, init) {
    const { protocol, host, pathname, search } = new URL(url);
    const port = portOf();
    const { request } = await import("node:http");
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          port,
          host: "127.0.0.1",
          path: pathname + search,
          headers: { host, "x-scheme": protocol.slice(0, -1) },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
              name,
              String(value),
            ]);
            const status = answer.statusCode ?? 0;
            resolve(new Response(chunks.length === 0 ? null : Buffer.concat(chunks), { status, headers }));
          });
        },
      );
      asked.on("error", reject);
      init?.signal?.addEventListener("abort", () => asked.destroy(new Error("aborted")));
      asked.end();
    });
  },
  aws: (where): AwsSettings => ({
    ...{ region: where, maxAttempts: 1, endpoint: moto.endpoint, forcePathStyle: true },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  }),
});
const world = worldAt(() => (server.address() as AddressInfo).port);
const look = (
  gate: unknown,
  id: string,
  outputs: Record<string, unknown>,
  config: Record<string, unknown>,
  where = world,
) => tryCheck(gate as SomeGate, id, { outputs, config: { ...common, ...config } }, where);

describe("30-ecs", () => {
  const image = `sha256:${"1".repeat(64)}`;
  const config = {
    compute: {
      services: {
        api: {
          port: 3000,
          image,
          routes: [{ priority: 1 }],
          health: { path: "/healthz", matcher: "200-204,301" },
        },
      },
    },
    ecr: { repos: ["api"] },
  };
  const outputs = { exposure: "public", appUrl: "http://lb.example.com", services: { api: { name: "api" } } };

  test.each([
    [200, "passed"],
    [204, "passed"],
    [301, "passed"],
    [302, "failed: status 302 from http://lb.example.com/healthz"],
    [503, "failed: status 503 from http://lb.example.com/healthz"],
  ])("status %i of the health check: %s", async (status, expected) => {
    answers["http://lb.example.com/healthz"] = says(status);
    expect(await look(compute, "app-answers", outputs, config)).toBe(expected);
  });

  test("an app that only the VPC reaches is looked at by the layers in front of it", async () => {
    expect(await look(compute, "app-answers", { ...outputs, exposure: "internal" }, config)).toBe(
      "not-needed: only callers inside the VPC reach it; 50-auth and 90-cdn look from outside",
    );
  });
});

describe("50-auth", () => {
  const config = {
    auth: { provider: "cognito", cognito: { callbackUrls: ["https://app.example.com/auth/callback"] } },
    api: { kind: "http", authorizer: "jwt", routes: [{ path: "/public", public: true }, { path: "/api/*" }] },
  };
  const spa = { ...config, auth: { ...config.auth, session: "spa" } };
  const issuer = "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_a1B2c3D4e";
  const outputs = {
    authDomain: "auth.example.com",
    clientId: "c".repeat(26),
    issuer,
    apiUrl: "https://api.example.com",
  };

  test("the sign-in page is asked for as the app asks for it, and an error page is none", async () => {
    let asked = "";
    answers["https://auth.example.com/oauth2/authorize"] = (request, response) => {
      asked = request.url ?? "";
      response.writeHead(302, { location: "https://auth.example.com/login?client_id=c" }).end();
    };
    expect(await look(auth, "sign-in-page-renders", outputs, spa)).toBe("passed");
    expect(asked).toContain("redirect_uri=https%3A%2F%2Fapp.example.com%2Fauth%2Fcallback");
    const to = "https://auth.example.com/error?error=redirect_mismatch";
    answers["https://auth.example.com/oauth2/authorize"] = says(302, { location: to });
    expect(await look(auth, "sign-in-page-renders", outputs, spa)).toBe(`failed: status 302 to ${to}`);
  });

  test("an issuer that calls itself otherwise fails", async () => {
    const tell = (found: object) => says(200, { "content-type": "application/json" }, JSON.stringify(found));
    answers[issuer] = tell({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });
    expect(await look(auth, "issuer-publishes-keys", outputs, spa)).toBe("passed");
    answers[issuer] = tell({ issuer: "https://other.example.com" });
    expect(await look(auth, "issuer-publishes-keys", outputs, spa)).toBe(
      'failed: issuer "https://other.example.com"; no jwks_uri',
    );
  });

  test("an API that lets a stranger in fails, at its first guarded route", async () => {
    answers["https://api.example.com/api/gate"] = says(401);
    expect(await look(auth, "api-refuses-strangers", outputs, spa)).toBe("passed");
    answers["https://api.example.com/api/gate"] = says(200);
    expect(await look(auth, "api-refuses-strangers", outputs, spa)).toBe(
      "failed: status 200 from https://api.example.com/api/gate",
    );
  });

  test("an API with nothing behind it warns, as before the first image", async () => {
    answers["https://api.example.com/public"] = says(503);
    expect(await look(auth, "api-reaches-the-app", outputs, spa)).toBe(
      "warned: status 503 from https://api.example.com/public",
    );
  });

  test("an API whose limits refuse the only call warns", async () => {
    answers["https://api.example.com/public"] = says(429);
    expect(await look(auth, "api-reaches-the-app", outputs, spa)).toBe(
      "warned: status 429 from https://api.example.com/public",
    );
  });
});

describe("90-cdn", () => {
  const site = { cdn: { mode: "s3-oac" } };
  const webUrl = "https://app.example.com";
  const outputs = { mode: "s3-oac", webUrl, siteBucketName: "shop-dev-site" };
  const hsts = { "strict-transport-security": "max-age=31536000" };

  test("a site over HTTPS only passes; one that answers over HTTP without telling browsers fails", async () => {
    answers["http://app.example.com/"] = says(301, { location: `${webUrl}/` });
    answers[`${webUrl}/`] = says(403, hsts);
    expect(await look(cdn, "site-is-https-only", outputs, site)).toBe("passed");
    answers["http://app.example.com/"] = page;
    answers[`${webUrl}/`] = says(200);
    expect(await look(cdn, "site-is-https-only", outputs, site)).toBe(
      "failed: status 200 over HTTP; Strict-Transport-Security none",
    );
  });

  test("a link into the app is followed once an app is uploaded", async () => {
    const s3 = new S3Client(world.aws!(region));
    await s3.send(
      new CreateBucketCommand({
        Bucket: "shop-dev-site",
        CreateBucketConfiguration: { LocationConstraint: region },
      }),
    );
    answers[`${webUrl}/gate/of/a-page`] = says(403, { "content-type": "application/xml" }, "<Error/>");
    expect(await look(cdn, "pages-open-from-anywhere", outputs, site)).toBe(
      "not-run: no web app is uploaded yet; run the gate again after the first delivery",
    );
    await s3.send(
      new PutObjectCommand({ Bucket: "shop-dev-site", Key: "index.html", Body: "<html></html>" }),
    );
    expect(await look(cdn, "pages-open-from-anywhere", outputs, site)).toBe(
      "failed: status 403 with application/xml",
    );
    answers[`${webUrl}/gate/of/a-page`] = page;
    expect(await look(cdn, "pages-open-from-anywhere", outputs, site)).toBe("passed");
  });

  test("a file that the edge asks the origin for every time warns", async () => {
    const proxied = { mode: "proxy", webUrl, distributionId: "E123EXAMPLE" };
    const html =
      '<script src="https://js.stripe.com/v3.js"></script><script src="/assets/app-1.js"></script>';
    answers[`${webUrl}/assets/app-1.js`] = says(200, { "x-cache": "Miss from cloudfront" }, "1");
    answers[`${webUrl}/`] = says(200, { "content-type": "text/html" }, html);
    expect(await look(cdn, "files-are-kept-at-the-edge", proxied, site)).toBe(
      'warned: x-cache "Miss from cloudfront" for /assets/app-1.js',
    );
    let asked = 0;
    answers[`${webUrl}/assets/app-1.js`] = (_request, response) =>
      void response
        .writeHead(200, { "x-cache": asked++ === 0 ? "Miss from cloudfront" : "Hit from cloudfront" })
        .end("1");
    expect(await look(cdn, "files-are-kept-at-the-edge", proxied, site)).toBe("passed");
    answers[`${webUrl}/`] = page;
    expect(await look(cdn, "files-are-kept-at-the-edge", proxied, site)).toBe(
      "not-run: the page at / loads no script or style of its own host",
    );
  });

  test("an error of the API that is turned into the page fails", async () => {
    const config = {
      cdn: { mode: "s3-oac", apiRoute: true, origin: { from: "apiGateway" } },
      upstreams: { "50-auth": "dev" },
    };
    answers[`${webUrl}/api/`] = says(404, { "content-type": "application/json" }, "{}");
    expect(await look(cdn, "api-errors-stay-errors", outputs, config)).toBe("passed");
    answers[`${webUrl}/api/`] = page;
    expect(await look(cdn, "api-errors-stay-errors", outputs, config)).toBe(
      "failed: the page from /api/gate-knows-no-such-path",
    );
  });

  test("a bucket that serves files around CloudFront fails", async () => {
    const url = "https://shop-dev-site.s3.us-west-2.amazonaws.com/index.html";
    answers[url] = says(403);
    expect(await look(cdn, "bucket-is-closed", outputs, site)).toBe("passed");
    answers[url] = page;
    expect(await look(cdn, "bucket-is-closed", outputs, site)).toBe(`failed: status 200 from ${url}`);
  });

  test("a web ACL that lets an injection through, or refuses everybody, fails; one that counts is not asked", async () => {
    const waf = (mode: string) => ({ cdn: { mode: "s3-oac", waf: { enabled: true, mode } } });
    answers[`${webUrl}/?id=1%27`] = says(403);
    answers[`${webUrl}/?id=1`] = page;
    expect(await look(cdn, "attacks-are-refused", outputs, waf("block"))).toBe("passed");
    answers = { [`${webUrl}/?id=1%27`]: page, [`${webUrl}/?id=1`]: says(403) };
    expect(await look(cdn, "attacks-are-refused", outputs, waf("block"))).toBe(
      "failed: status 200 to the injection; status 403 to an ordinary request",
    );
    expect(await look(cdn, "attacks-are-refused", outputs, waf("count"))).toMatch(/^not-needed/);
  });

  test("nothing is asked before there is an address", async () => {
    expect(await look(cdn, "site-is-https-only", { mode: "proxy" }, site)).toBe(
      "not-needed: the service behind it has no image yet, so there is no address",
    );
  });
});

describe("behind the addresses is nginx as the frontend's image configures it", () => {
  let nginx: ImageProcess;
  let port = 0;
  const there = worldAt(() => port);
  beforeAll(async () => {
    ({ port, nginx } = await startFrontend());
  });
  afterAll(async () => {
    await nginx.end("SIGQUIT");
  });

  test("30-ecs finds it healthy where its health check is configured, and not at a file that is gone", async () => {
    const outputs = {
      exposure: "public",
      appUrl: "http://lb.example.com",
      services: { web: { name: "web" } },
    };
    const config = (path: string) => ({
      compute: {
        services: {
          web: { port: 8080, image: `sha256:${"1".repeat(64)}`, routes: [{ priority: 1 }], health: { path } },
        },
      },
      ecr: { repos: ["web"] },
    });
    expect(await look(compute, "app-answers", outputs, config("/health"), there)).toBe("passed");
    expect(await look(compute, "app-answers", outputs, config("/health.json"), there)).toBe(
      "failed: status 404 from http://lb.example.com/health.json",
    );
  });

  const outputs = { mode: "proxy", webUrl: "https://app.example.com", distributionId: "E123EXAMPLE" };

  test("90-cdn sees its pages, that it has no API, that nothing is kept before it and nobody asks for HTTPS", async () => {
    const site = { cdn: { mode: "s3-oac" } };
    const api = {
      cdn: { mode: "s3-oac", apiRoute: true, origin: { from: "apiGateway" } },
      upstreams: { "50-auth": "dev" },
    };
    expect(await look(cdn, "pages-open-from-anywhere", outputs, site, there)).toBe("passed");
    expect(await look(cdn, "api-errors-stay-errors", outputs, api, there)).toBe(
      "failed: the page from /api/gate-knows-no-such-path",
    );
    expect(await look(cdn, "files-are-kept-at-the-edge", outputs, site, there)).toBe(
      'warned: x-cache "none" for /assets/app-5f3a.js',
    );
    // It sends Strict-Transport-Security, and leaves the redirect to who ends TLS.
    expect(await look(cdn, "site-is-https-only", outputs, site, there)).toBe("failed: status 200 over HTTP");
  });
});
