import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { cdnConfig } from "../../../stacks/90-cdn/config.ts";
import { examples, type CdnExample } from "../../support/examples/cdn.ts";
import type { RecordedResource } from "../../support/layer-under-mocks.ts";

/** A configuration that a test is free to break. */
type Loose = RecordedResource["inputs"];

function settle(example: CdnExample, change: (config: Loose) => void = () => {}) {
  const config = structuredClone(examples[example]) as Loose;
  change(config);
  const result = checkConfig(cdnConfig, config);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

function faultsOf(example: CdnExample, change: (config: Loose) => void): string[] {
  const config = structuredClone(examples[example]) as Loose;
  change(config);
  const result = checkConfig(cdnConfig, config);
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
}

test.each(Object.keys(examples) as CdnExample[])("%s is accepted", (name) => {
  expect(faultsOf(name, () => {})).toEqual([]);
});

test("production is guarded and logged, and keeps its files; a proof of concept pays for none of it", () => {
  expect(settle("web-api-prod").cdn).toMatchObject({
    waf: { enabled: true, mode: "block", rateLimit: 2000, rateWindowSeconds: 300 },
    accessLogs: true,
    site: { forceDestroy: false, oldVersionDays: 30 },
    hsts: { maxAgeSeconds: 31536000 },
  });
  expect(settle("tap-poc").cdn).toMatchObject({
    waf: { enabled: false },
    accessLogs: false,
    site: { forceDestroy: true },
    apiRoute: false,
  });
});

test.each([
  ["the site alone", "web-api-dev", () => {}, "errorResponses"],
  ["a web ACL, whose 403 must stay one", "web-api-prod", () => {}, "function"],
  ["an API beside it", "doc-pipeline-dev", () => {}, "function"],
  ["a service's own pages", "utm-prod", () => {}, "off"],
  ["Amplify's own rewrite", "doc-pipeline-amplify", () => {}, "off"],
  ["nothing, when told so", "web-api-dev", (c: Loose) => (c["cdn"].spaFallback = "off"), "off"],
] as const)("deep links with %s", (_what, example, change, fallback) => {
  expect(settle(example, change).cdn.spaFallback).toBe(fallback);
});

test("a misspelt key names the right one", () => {
  expect(faultsOf("web-api-dev", (c) => (c["cdn"].priceclass = "PriceClass_100"))).toMatchInlineSnapshot(`
   [
     "cdn.priceclass is not a configuration key; did you mean "priceClass"?",
   ]
  `);
});

test("refuses error responses where an API, other origins or a web ACL would be answered with the page", () => {
  const broken = [
    faultsOf("doc-pipeline-dev", (c) => (c["cdn"].spaFallback = "errorResponses")),
    faultsOf("web-api-prod", (c) => (c["cdn"].spaFallback = "errorResponses")),
  ];
  expect(broken[0]).toMatchInlineSnapshot(`
   [
     "cdn.spaFallback is errorResponses, which would turn every 403 and 404 of the API, other origins and the web ACL into the page with status 200, expected function; remove it",
   ]
  `);
  expect(broken[1]).toEqual(broken[0]);
});

test("refuses an API route and a proxy without an origin", () => {
  expect(faultsOf("doc-pipeline-dev", (c) => delete c["cdn"].origin)).toMatchInlineSnapshot(`
   [
     "cdn.origin is missing, expected what answers the API's paths, such as { from: publicLoadBalancer }",
   ]
  `);
  expect(faultsOf("app-runner-prod", (c) => delete c["cdn"].origin)).toMatchInlineSnapshot(`
   [
     "cdn.origin is missing, expected what answers in mode proxy, such as { from: publicLoadBalancer }",
   ]
  `);
});

test("refuses an origin and a secret that nothing uses", () => {
  expect(
    faultsOf("doc-pipeline-dev", (c) => {
      c["cdn"].apiRoute = false;
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn.origin is set, but nothing is sent there; set cdn.apiRoute, or remove it",
   ]
  `);
  expect(faultsOf("web-api-dev", (c) => (c["cdn"].originSecret = "x"))).toMatchInlineSnapshot(`
   [
     "cdn.originSecret is set, but there is no origin to send it to; remove it",
   ]
  `);
});

test("refuses an origin whose layer upstreams does not name", () => {
  expect(faultsOf("doc-pipeline-dev", (c) => delete c["upstreams"])).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is apiGateway, which is found in 50-auth, but upstreams names no stack of it; add 50-auth to upstreams",
   ]
  `);
  expect(faultsOf("doc-pipeline-prod", (c) => delete c["upstreams"])).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is internalLoadBalancer, which is found in 30-ecs, but upstreams names no stack of it; add 30-ecs to upstreams",
   ]
  `);
});

test("refuses WebSockets that lead to something that cannot take them, or nowhere", () => {
  expect(faultsOf("doc-pipeline-dev", (c) => (c["cdn"].websocket = {}))).toMatchInlineSnapshot(`
   [
     "cdn.websocket.from is missing, expected publicLoadBalancer or internalLoadBalancer, since apiGateway takes no WebSockets; set it",
   ]
  `);
  expect(faultsOf("web-api-dev", (c) => (c["cdn"].websocket = {}))).toMatchInlineSnapshot(`
   [
     "cdn.websocket.from is missing, expected publicLoadBalancer or internalLoadBalancer, since there is no cdn.origin; set it",
   ]
  `);
});

test("refuses in mode proxy what only a site has", () => {
  expect(
    faultsOf("utm-prod", (c) => {
      c["cdn"].apiRoute = true;
      c["cdn"].spaFallback = "function";
      c["cdn"].cache.htmlTtlSeconds = 60;
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn.apiRoute is set, but in mode proxy every path goes to the origin; remove it",
     "cdn.spaFallback is set, but in mode proxy the service serves its own pages; remove it",
     "cdn.cache.htmlTtlSeconds is set, but in mode proxy pages are never kept; remove it, or list static files in staticPaths",
   ]
  `);
});

test("refuses Amplify with anything that needs a distribution of our own, every fault at once", () => {
  expect(
    faultsOf("doc-pipeline-amplify", (c) => {
      delete c["cdn"].amplify;
      c["cdn"].apiRoute = true;
      c["cdn"].websocket = {};
      c["cdn"].extraOrigins = [{ name: "builder", host: "cdn.builder.io", paths: ["/cms/*"] }];
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn.amplify is missing, expected the repository that Amplify builds (mode amplify)",
     "cdn.apiRoute is set, but Amplify serves through a distribution of its own that takes no such setting (and no origin access control); use mode s3-oac, or leave it out and give the API its own host",
     "cdn.websocket is set, but Amplify serves through a distribution of its own that takes no such setting (and no origin access control); use mode s3-oac, or leave it out and give the API its own host",
     "cdn.extraOrigins is set, but Amplify serves through a distribution of its own that takes no such setting (and no origin access control); use mode s3-oac, or leave it out and give the API its own host",
   ]
  `);
});

test("refuses Amplify's settings in another mode", () => {
  expect(
    faultsOf(
      "web-api-dev",
      (c) => (c["cdn"].amplify = structuredClone(examples["doc-pipeline-amplify"].cdn.amplify)),
    ),
  ).toMatchInlineSnapshot(`
   [
     "cdn.amplify is set, but the mode is s3-oac; remove it",
   ]
  `);
});

test("refuses further names without a first one, and one name twice", () => {
  expect(faultsOf("web-api-prod", (c) => delete c["domain"].web)).toMatchInlineSnapshot(`
   [
     "domain.web is missing, expected the web app's first name, since cdn.aliases lists further ones; set it",
   ]
  `);
  expect(faultsOf("web-api-prod", (c) => (c["cdn"].aliases = ["app.docs.example.com"])))
    .toMatchInlineSnapshot(`
   [
     "cdn.aliases.0 is app.docs.example.com, which is named already; remove it",
   ]
  `);
});

test("refuses a path twice, also where one follows from another", () => {
  expect(faultsOf("doc-pipeline-prod", (c) => (c["cdn"].extraOrigins[0].paths = ["/cms/*", "/api"])))
    .toMatchInlineSnapshot(`
   [
     "cdn.extraOrigins.0.stripFirstSegment is set, but "/api" has no fixed first part to leave out, expected paths such as "/cms/*"",
     "cdn.apiPaths has the path "/api", which cdn.extraOrigins.0.paths has too; CloudFront takes each path once, so remove one",
   ]
  `);
});

test("refuses more paths than a distribution takes", () => {
  expect(
    faultsOf("doc-pipeline-dev", (c) => {
      c["cdn"].apiPaths = Array.from({ length: 38 }, (_, index) => `/v${index}/*`);
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn lists 76 paths ("/api/*" counts twice), and CloudFront takes 74; use wider patterns",
   ]
  `);
});

test("refuses an extra origin by a name that is taken, and a first part to strip that is not fixed", () => {
  expect(
    faultsOf("doc-pipeline-prod", (c) => {
      c["cdn"].extraOrigins[0].name = "site";
      c["cdn"].extraOrigins[0].paths = ["/*.html"];
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn.extraOrigins.0.name is "site", which is taken; choose another",
     "cdn.extraOrigins.0.stripFirstSegment is set, but "/*.html" has no fixed first part to leave out, expected paths such as "/cms/*"",
   ]
  `);
});

test("refuses to be preloaded on terms that browsers do not accept", () => {
  expect(faultsOf("web-api-dev", (c) => (c["cdn"].hsts = { preload: true }))).toMatchInlineSnapshot(`
   [
     "cdn.hsts.preload is set, which browsers accept only with includeSubdomains and a maxAgeSeconds of 31536000 or more; set both, or remove it",
   ]
  `);
});

test("refuses a rule that AWS's groups do not have", () => {
  expect(
    faultsOf("web-api-prod", (c) => (c["cdn"].waf = { countedRules: ["SizeRestriction_BODY"] }))[0],
  ).toContain("cdn.waf.countedRules.0 is wrong, expected");
});

test("a secret in a fault stays hidden", () => {
  expect(faultsOf("doc-pipeline-amplify", (c) => (c["cdn"].amplify.accessToken = 7))).toMatchInlineSnapshot(`
   [
     "cdn.amplify.accessToken is wrong, expected string, got [secret]",
   ]
  `);
});
