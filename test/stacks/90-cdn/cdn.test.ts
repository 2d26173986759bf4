import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { plannedOutputsVariable } from "../../../shared/planned-outputs.ts";
import { withEnvironment } from "../../support/environment.ts";
import { belowCdn, computeShapes, networkOutputs, type Below } from "../../support/examples/below-cdn.ts";
import { examples, type CdnExample } from "../../support/examples/cdn.ts";
import { runLayer } from "../../support/layer-under-mocks.ts";
import { createTemporaryFolder, writeFileAt } from "../../support/temporary-folder.ts";

/** Runs 90-cdn with an example, in which `change` may alter anything. */
const run = (
  name: CdnExample,
  change: (config: any) => void = () => {},
  differences?: Below,
  preview = false,
) => {
  const config: any = structuredClone(examples[name]);
  change(config);
  return runLayer({
    layer: "90-cdn",
    stack: "dev",
    config,
    upstreams: belowCdn(name, config.region, differences),
    secretKeys: ["cdn"],
    preview,
  });
};

/** A value that the program marked as secret; fails the test when it is plain. */
const revealed = (value: any): any => {
  expect(value).toEqual(expect.objectContaining({ "4dabf18193072939515e22adb298388d": expect.anything() }));
  return value.value;
};

const distribution = "aws:cloudfront/distribution:Distribution";
const vpcOrigin = "aws:cloudfront/vpcOrigin:VpcOrigin";
const headers = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const edgeFunction = "aws:cloudfront/function:Function";
const cachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
const webAcl = "aws:wafv2/webAcl:WebAcl";
const record = "aws:route53/record:Record";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const allViewerExceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** Path, origin and policy of each behavior, the default one first. */
const routesOf = (inputs: any) => [
  ["default", inputs.defaultCacheBehavior.targetOriginId],
  ...(inputs.orderedCacheBehaviors ?? []).map((one: any) => [one.pathPattern, one.targetOriginId]),
];

test("doc-pipeline before its domain: page and API share CloudFront's host, and only the API is passed on whole", async () => {
  const { resource, all, outputs } = await run("doc-pipeline-dev");
  const { inputs } = resource(distribution);
  expect(routesOf(inputs)).toEqual([
    ["default", "site"],
    ["/api", "service"],
    ["/api/*", "service"],
    ["/auth", "service"],
    ["/auth/*", "service"],
  ]);
  expect(inputs).toMatchObject({
    aliases: [],
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    defaultRootObject: "index.html",
    priceClass: "PriceClass_100",
    isIpv6Enabled: true,
    origins: [
      {
        originId: "site",
        domainName: "doc-pipeline-dev-site-123456789012-us-west-1.s3.us-west-1.amazonaws.com",
      },
      {
        originId: "service",
        domainName: "a1b2c3d4e5.execute-api.us-west-1.amazonaws.com",
        customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
      },
    ],
  });
  expect(inputs["orderedCacheBehaviors"][1]).toMatchObject({
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachePolicyId: cachingDisabled,
    // API Gateway answers 403 to a Host that is not its own.
    originRequestPolicyId: allViewerExceptHost,
  });
  expect(inputs["webAclId"]).toBeUndefined();
  expect([...all(webAcl), ...all(logGroup)]).toEqual([]);
  expect(outputs["webUrl"]).toBe(`https://${outputs["distributionDomain"]}`);
});

test("deep links get the app by a function on the site alone, so that the API's 404 stays a 404", async () => {
  const { resource } = await run("doc-pipeline-dev");
  const { inputs } = resource(distribution);
  expect(inputs["customErrorResponses"]).toBeUndefined();
  expect(inputs["defaultCacheBehavior"].functionAssociations).toEqual([
    { eventType: "viewer-request", functionArn: expect.stringContaining(":function/spa-fallback-") },
  ]);
  expect(resource(edgeFunction).inputs).toMatchObject({ runtime: "cloudfront-js-2.0", publish: true });
  expect(inputs["orderedCacheBehaviors"].every((one: any) => one.functionAssociations === undefined)).toBe(
    true,
  );
});

test("tap: with nothing but the site, 403 and 404 are answered with index.html, from the managed cache, without a web ACL", async () => {
  const { resource, all } = await run("tap-poc");
  const { inputs } = resource(distribution);
  expect(inputs).toMatchObject({
    priceClass: "PriceClass_100",
    customErrorResponses: [
      { errorCode: 403, responseCode: 200, responsePagePath: "/index.html" },
      { errorCode: 404, responseCode: 200, responsePagePath: "/index.html" },
    ],
    defaultCacheBehavior: { cachePolicyId: cachingOptimized, viewerProtocolPolicy: "redirect-to-https" },
  });
  expect(routesOf(inputs)).toEqual([["default", "site"]]);
  expect([...all(edgeFunction), ...all(webAcl), ...all(cachePolicy)]).toEqual([]);
});

test("the site's bucket is closed, and its policy lets this one distribution read over TLS and nobody list", async () => {
  const { resource, outputs } = await run("tap-poc");
  const bucket = "tap-dev-site-123456789012-us-east-1";
  expect(resource("aws:s3/bucket:Bucket").inputs).toMatchObject({ bucket });
  expect(resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  expect(resource("aws:s3/bucketVersioning:BucketVersioning").inputs).toMatchObject({
    versioningConfiguration: { status: "Enabled" },
  });
  expect(resource("aws:cloudfront/originAccessControl:OriginAccessControl").inputs).toMatchObject({
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  const [deny, denyOldTls, read, ...more] = JSON.parse(
    resource("aws:s3/bucketPolicy:BucketPolicy").inputs["policy"],
  ).Statement;
  expect(more).toEqual([]);
  expect(deny).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
  expect(denyOldTls).toMatchObject({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } });
  expect(read).toEqual({
    Sid: "CloudFrontReads",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringEquals: { "AWS:SourceArn": outputs["distributionArn"] } },
  });
});

test.each([
  ["tap-poc", true],
  ["web-api-prod", false],
] as const)("%s: a destroy takes the site's files with it: %s", async (name, forceDestroy) => {
  const { resource } = await run(name);
  expect(resource("aws:s3/bucket:Bucket").inputs["forceDestroy"]).toBe(forceDestroy);
});

test("web-api: hashed assets stay long, pages for a minute at most, and its names point at CloudFront with both kinds of address", async () => {
  const { resource, all, outputs } = await run("web-api-prod");
  const { inputs } = resource(distribution);
  expect(resource(cachePolicy, "static").inputs).toMatchObject({
    defaultTtl: 31536000,
    maxTtl: 31536000,
    parametersInCacheKeyAndForwardedToOrigin: {
      enableAcceptEncodingBrotli: true,
      cookiesConfig: { cookieBehavior: "none" },
    },
  });
  expect(resource(cachePolicy, "html").inputs).toMatchObject({ minTtl: 0, defaultTtl: 60, maxTtl: 60 });
  expect(routesOf(inputs)).toEqual([
    ["default", "site"],
    ["/assets/*", "site"],
  ]);
  expect(inputs).toMatchObject({
    aliases: ["app.docs.example.com", "www.docs.example.com"],
    priceClass: "PriceClass_All",
    viewerCertificate: {
      acmCertificateArn: networkOutputs("us-east-1").edgeCertificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
  });
  expect(all(record).map(({ name, inputs: one }) => [name, one["name"], one["type"]])).toEqual([
    ["web-a", "app.docs.example.com", "A"],
    ["web-aaaa", "app.docs.example.com", "AAAA"],
    ["www.docs.example.com-a", "www.docs.example.com", "A"],
    ["www.docs.example.com-aaaa", "www.docs.example.com", "AAAA"],
  ]);
  expect(resource(record, "web-a").inputs["aliases"]).toEqual([
    { name: outputs["distributionDomain"], zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
  ]);
  expect(outputs).toMatchObject({ webUrl: "https://app.docs.example.com", dnsRecords: [] });
});

test("web-api: every answer of the site carries HSTS and the security headers", async () => {
  const { resource } = await run("web-api-prod");
  expect(resource(headers, "site-headers").inputs["securityHeadersConfig"]).toEqual({
    strictTransportSecurity: {
      accessControlMaxAgeSec: 31536000,
      includeSubdomains: true,
      preload: false,
      override: true,
    },
    contentTypeOptions: { override: true },
    referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
    frameOptions: { frameOption: "DENY", override: true },
  });
});

test("tap with its name: nothing is made in Route 53, and the record for the domain itself is printed", async () => {
  const { all, outputs } = await run("tap-poc-domain");
  expect(all(record)).toEqual([]);
  expect(outputs["dnsRecords"]).toEqual([
    { name: "docs.example.com", type: "ALIAS", value: outputs["distributionDomain"] },
  ]);
});

test("doc-pipeline in production: CloudFront reaches the internal load balancer inside the VPC, WebSockets included", async () => {
  const { resource } = await run("doc-pipeline-prod");
  expect(resource(vpcOrigin).inputs["vpcOriginEndpointConfig"]).toMatchObject({
    name: "doc-pipeline-dev-service",
    arn: expect.stringContaining(":loadbalancer/app/internal/"),
    originProtocolPolicy: "https-only",
  });
  const { inputs } = resource(distribution);
  expect(inputs["origins"][1]).toEqual({
    originId: "service",
    domainName: "internal-1.us-west-1.elb.amazonaws.com",
    vpcOriginConfig: { vpcOriginId: expect.stringMatching(/^vo_/), originReadTimeout: 30 },
  });
  expect(routesOf(inputs)).toEqual([
    ["default", "site"],
    ["/socket.io", "service"],
    ["/socket.io/*", "service"],
    ["/cms", "builder"],
    ["/cms/*", "builder"],
    ["/api", "service"],
    ["/api/*", "service"],
    ["/auth", "service"],
    ["/auth/*", "service"],
    ["/assets/*", "site"],
  ]);
  // The upgrade's Sec-WebSocket-* headers pass, and so does the Host that the certificate covers.
  expect(inputs["orderedCacheBehaviors"][0]).toMatchObject({
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: allViewer,
  });
});

const nothingOfOurs = {
  cookiesConfig: { cookieBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "all" },
};

test("Builder.io answers under the product's name, without the first part of the path and without the app's Host and cookies", async () => {
  const { resource, made } = await run("doc-pipeline-prod");
  const { inputs } = resource(distribution);
  expect(inputs["origins"][2]).toMatchObject({
    originId: "builder",
    domainName: "cdn.builder.io",
    customOriginConfig: { originProtocolPolicy: "https-only" },
  });
  const [behavior] = inputs["orderedCacheBehaviors"].filter((one: any) => one.pathPattern === "/cms/*");
  expect(behavior.originRequestPolicyId).toBeUndefined();
  // AWS's own UseOriginCacheControlHeaders would pass both on.
  const kept = made.find(
    ({ type, name }) => type === "aws:cloudfront/cachePolicy:CachePolicy" && name === "extra",
  );
  expect(kept?.inputs).toMatchObject({
    minTtl: 0,
    defaultTtl: 0,
    parametersInCacheKeyAndForwardedToOrigin: { ...nothingOfOurs, headersConfig: { headerBehavior: "none" } },
  });
  expect(behavior.cachePolicyId).toBe(kept?.state?.["id"]);
  expect(behavior.functionAssociations[0].functionArn).toContain(":function/strip-first-segment-");
});

test("another's host whose answers are not kept gets the request without the app's Host and cookies too", async () => {
  const { resource, made } = await run("doc-pipeline-prod", ({ cdn }) => {
    cdn.extraOrigins[0].cache = false;
  });
  const [behavior] = resource(distribution).inputs["orderedCacheBehaviors"].filter(
    (one: any) => one.pathPattern === "/cms/*",
  );
  expect(behavior.cachePolicyId).toBe(cachingDisabled);
  const policy = made.find(({ type }) => type === "aws:cloudfront/originRequestPolicy:OriginRequestPolicy");
  expect(policy?.inputs).toMatchObject({
    ...nothingOfOurs,
    headersConfig: { headerBehavior: "allExcept", headers: { items: ["Host"] } },
  });
  expect(behavior.originRequestPolicyId).toBe(policy?.state?.["id"]);
});

test("an API by another way than its WebSockets: API Gateway stays the entrance of the one, a VPC origin of the other", async () => {
  const { resource } = await run("doc-pipeline-prod", ({ cdn, upstreams }) => {
    cdn.origin.from = "apiGateway";
    cdn.websocket.from = "internalLoadBalancer";
    upstreams["50-auth"] = "dev";
  });
  const { inputs } = resource(distribution);
  expect(inputs["origins"].map(({ originId, domainName }: any) => [originId, domainName])).toEqual([
    ["site", expect.any(String)],
    ["service", "a1b2c3d4e5.execute-api.us-west-1.amazonaws.com"],
    ["websocket", "internal-1.us-west-1.elb.amazonaws.com"],
    ["builder", "cdn.builder.io"],
  ]);
  expect(resource(vpcOrigin).name).toBe("websocket");
});

test("doc-pipeline's first days: plain HTTP to the public load balancer, which gets the Host and a secret header", async () => {
  const { resource } = await run("doc-pipeline-public");
  const { inputs } = resource(distribution);
  const origins = revealed(inputs["origins"]);
  expect(origins[1]).toMatchObject({
    domainName: "public-1.us-west-1.elb.amazonaws.com",
    customOriginConfig: { originProtocolPolicy: "http-only" },
    customHeaders: [{ name: "x-origin-secret", value: "only-for-tests" }],
  });
  expect(inputs["orderedCacheBehaviors"][0].originRequestPolicyId).toBe(allViewer);
});

test("a load balancer with HTTPS gets its own name as Host where no alias is on its certificate", async () => {
  const { resource } = await run("utm-prod", (config) => delete config.domain);
  expect(resource(distribution).inputs["defaultCacheBehavior"].originRequestPolicyId).toBe(
    allViewerExceptHost,
  );
});

test("a REST API without a host of its own is called under its stage", async () => {
  const { resource } = await run("doc-pipeline-dev", () => {}, {
    auth: { apiUrl: "https://a1b2c3d4e5.execute-api.us-west-1.amazonaws.com/live" },
  });
  expect(resource(distribution).inputs["origins"][1]).toMatchObject({
    domainName: "a1b2c3d4e5.execute-api.us-west-1.amazonaws.com",
    originPath: "/live",
  });
});

test("app-runner: CloudFront with a web ACL before a service that has its own endpoint, and nothing is kept", async () => {
  const { resource, all, outputs } = await run("app-runner-prod");
  const { inputs } = resource(distribution);
  expect(inputs).toMatchObject({
    origins: [{ originId: "service", domainName: "app-0a1b2c3d.ecs.us-east-1.on.aws" }],
    defaultCacheBehavior: {
      targetOriginId: "service",
      viewerProtocolPolicy: "redirect-to-https",
      cachePolicyId: cachingDisabled,
      originRequestPolicyId: allViewerExceptHost,
    },
    webAclId: outputs["edgeWebAclArn"],
  });
  expect(inputs["defaultRootObject"]).toBeUndefined();
  expect(all("aws:s3/bucket:Bucket")).toEqual([]);
  // What the service says of itself wins over CloudFront's headers.
  expect(resource(headers).inputs["securityHeadersConfig"].strictTransportSecurity.override).toBe(false);
});

test("app-runner before its first image: nothing is made, and nothing fails", async () => {
  const { resources, outputs } = await run("app-runner-prod", () => {}, {
    compute: { services: { app: { ...computeShapes.endpoint.services.app, url: undefined } } },
  });
  expect(resources).toEqual([]);
  expect(outputs).toMatchObject({ mode: "proxy", dnsRecords: [] });
  expect(outputs["webUrl"]).toBeUndefined();
});

test("app-runner in a preview of the first rollout: nothing is announced that will not be made", async () => {
  const { app } = computeShapes.endpoint.services;
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const below = { compute: { services: { app: { ...app, url: undefined, taskRoleArn: unknown } } } };
  const planned = Object.entries(belowCdn("app-runner-prod", "us-east-1", below)).map(([stack, outputs]) => [
    stack,
    { outputs, secrets: [] },
  ]);
  const file = join(createTemporaryFolder(), "planned.json");
  await writeFileAt(file, JSON.stringify(Object.fromEntries(planned)));
  const { resources, outputs } = await withEnvironment({ [plannedOutputsVariable]: file }, () =>
    run("app-runner-prod", () => {}, below, true),
  );
  expect(resources).toEqual([]);
  expect(outputs["webUrl"]).toBeUndefined();
});

test("utm: CloudFront before nginx keeps its assets, by the query too, and passes everything else on", async () => {
  const { resource } = await run("utm-prod");
  const { inputs } = resource(distribution);
  expect(routesOf(inputs)).toEqual([
    ["default", "service"],
    ["/assets/*", "service"],
  ]);
  expect(inputs["origins"][0]).toMatchObject({
    domainName: "origin.docs.example.com",
    customOriginConfig: { originProtocolPolicy: "https-only" },
  });
  expect(inputs["defaultCacheBehavior"].originRequestPolicyId).toBe(allViewer);
  expect(resource(cachePolicy).inputs).toMatchObject({
    defaultTtl: 86400,
    parametersInCacheKeyAndForwardedToOrigin: { queryStringsConfig: { queryStringBehavior: "all" } },
  });
});

test("web-api on Lambda: the function's URL answers requests that this distribution signed, and no others", async () => {
  const { resource, all, outputs } = await run("web-api-lambda");
  expect(resource("aws:lambda/functionUrl:FunctionUrl").inputs).toMatchObject({
    functionName: "arn:aws:lambda:us-east-1:123456789012:function:web-api-dev-api",
    qualifier: "live",
    authorizationType: "AWS_IAM",
  });
  expect(
    resource("aws:cloudfront/originAccessControl:OriginAccessControl", "service").inputs[
      "originAccessControlOriginType"
    ],
  ).toBe("lambda");
  expect(
    all("aws:lambda/permission:Permission").map(({ inputs }) => [
      inputs["action"],
      inputs["principal"],
      inputs["sourceArn"],
    ]),
  ).toEqual([
    ["lambda:InvokeFunctionUrl", "cloudfront.amazonaws.com", outputs["distributionArn"]],
    ["lambda:InvokeFunction", "cloudfront.amazonaws.com", outputs["distributionArn"]],
  ]);
});

test.each(["doc-pipeline-prod", "web-api-prod", "app-runner-prod", "utm-prod"] as const)(
  "%s: web ACL and logs are on without asking, both in us-east-1",
  async (name) => {
    const { resource, outputs } = await run(name);
    expect(resource(webAcl).inputs).toMatchObject({
      region: "us-east-1",
      scope: "CLOUDFRONT",
      name: outputs["edgeWebAclName"],
    });
    expect(resource(distribution).inputs["webAclId"]).toBe(outputs["edgeWebAclArn"]);
    expect(resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").inputs).toMatchObject({
      region: "us-east-1",
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
    });
    expect(resource(logGroup, "edge-waf").inputs).toMatchObject({
      region: "us-east-1",
      name: expect.stringMatching(/^aws-waf-logs-/),
    });
  },
);

test("access logs go the new way, which needs no bucket with ACLs, and hold neither cookies nor query strings", async () => {
  const { resource, outputs } = await run("doc-pipeline-prod");
  expect(resource("aws:cloudwatch/logDeliverySource:LogDeliverySource").inputs).toMatchObject({
    region: "us-east-1",
    logType: "ACCESS_LOGS",
    resourceArn: outputs["distributionArn"],
  });
  const fields = resource("aws:cloudwatch/logDelivery:LogDelivery").inputs["recordFields"];
  expect(fields).toEqual(expect.arrayContaining(["c-ip", "cs-uri-stem", "sc-status"]));
  expect(fields).toEqual(expect.not.arrayContaining(["cs(Cookie)"]));
  expect(fields).toEqual(expect.not.arrayContaining(["cs-uri-query"]));
  expect(fields).toEqual(expect.not.arrayContaining(["cs(Referer)"]));
  expect(resource(distribution).inputs["loggingConfig"]).toBeUndefined();
  expect(resource(logGroup, "web").inputs["retentionInDays"]).toBe(365);
});

test("edge logs take the account's key only where it is in us-east-1", async () => {
  const keyOf = async (name: CdnExample) => (await run(name)).resource(logGroup, "web").inputs["kmsKeyId"];
  expect(await keyOf("web-api-prod")).toMatch(/^arn:aws:kms:us-east-1:/);
  expect(await keyOf("doc-pipeline-prod")).toBeUndefined();
});

test("further metrics are bought where they are asked for", async () => {
  const subscription = "aws:cloudfront/monitoringSubscription:MonitoringSubscription";
  expect((await run("doc-pipeline-prod")).all(subscription)).toHaveLength(1);
  expect((await run("web-api-prod")).all(subscription)).toEqual([]);
});

test("Amplify builds the app with a token that is nowhere in plain text, rewrites deep links and sends the same headers", async () => {
  const { resource, all } = await run("doc-pipeline-amplify");
  const { inputs } = resource("aws:amplify/app:App");
  expect(revealed(inputs["accessToken"])).toBe("only-for-tests");
  expect(inputs).toMatchObject({
    platform: "WEB",
    repository: "https://github.com/example/doc-pipeline",
    environmentVariables: {
      AMPLIFY_MONOREPO_APP_ROOT: "apps/web",
      VITE_API_ORIGIN: "https://api.docs.example.com",
    },
    customRules: [{ target: "/index.html", status: "200" }],
  });
  expect(inputs["customHeaders"]).toContain(
    "key: Strict-Transport-Security\n        value: max-age=31536000",
  );
  expect(resource("aws:amplify/branch:Branch").inputs).toMatchObject({
    branchName: "main",
    stage: "PRODUCTION",
  });
  expect([...all(distribution), ...all("aws:s3/bucket:Bucket")]).toEqual([]);
});

test("Amplify's rewrite takes pages and leaves files", async () => {
  const { resource } = await run("doc-pipeline-amplify");
  const [{ source }] = resource("aws:amplify/app:App").inputs["customRules"];
  const pattern = new RegExp(source.slice(2, -2));
  const takes = (path: string) => pattern.test(path);
  expect(["/", "/a/b", "/user/john.doe"].map(takes)).toEqual([true, true, true]);
  expect(["/assets/app-0a1b.js", "/favicon.ico", "/site.webmanifest"].map(takes)).toEqual([
    false,
    false,
    false,
  ]);
});

test("Amplify is guarded by a web ACL of the edge and proves its host in Route 53", async () => {
  const { resource, outputs } = await run("doc-pipeline-amplify");
  expect(resource("aws:wafv2/webAclAssociation:WebAclAssociation").inputs).toMatchObject({
    region: "us-east-1",
    webAclArn: outputs["edgeWebAclArn"],
    resourceArn: expect.stringMatching(/^arn:aws:amplify:us-west-1:/),
  });
  expect(resource("aws:amplify/domainAssociation:DomainAssociation").inputs).toMatchObject({
    domainName: "docs.example.com",
    subDomains: [{ branchName: "main", prefix: "app" }],
    waitForVerification: false,
  });
  expect(resource(record, "web-validation").inputs).toMatchObject({
    name: expect.stringMatching(/^_[0-9a-f]+\.docs\.example\.com$/),
    type: "CNAME",
    records: [expect.stringMatching(/acm-validations\.aws$/)],
  });
  expect(resource(record, "web-host").inputs).toMatchObject({
    name: "app.docs.example.com",
    type: "A",
    aliases: [{ name: expect.stringMatching(/\.cloudfront\.net$/) }],
  });
  expect(outputs).toMatchObject({
    mode: "amplify",
    amplifyBranch: "main",
    webUrl: "https://app.docs.example.com",
    dnsRecords: [],
  });
});

test("Amplify without a host answers at its branch, and with manual DNS prints its records", async () => {
  const bare = await run("doc-pipeline-amplify", (config) => {
    delete config.domain;
    config.cdn.amplify.branch = "release/2026";
  });
  expect(bare.outputs["webUrl"]).toBe(`https://release-2026.${bare.outputs["amplifyAppId"]}.amplifyapp.com`);
  const manual = await run("doc-pipeline-amplify", (config) => (config.domain.dns = "manual"));
  expect(manual.all(record)).toEqual([]);
  expect(manual.outputs["dnsRecords"]).toEqual([
    { name: expect.stringMatching(/^_/), type: "CNAME", value: expect.stringMatching(/acm-validations/) },
    { name: "app.docs.example.com", type: "CNAME", value: expect.stringMatching(/\.cloudfront\.net$/) },
  ]);
});

test("no secret is published", async () => {
  for (const name of Object.keys(examples) as CdnExample[]) {
    const { outputs } = await run(name);
    expect(JSON.stringify(outputs)).not.toContain("only-for-tests");
  }
});

test("what does not fit the layers below is refused before anything is made, all at once", async () => {
  await expect(
    run("doc-pipeline-prod", () => {}, {
      network: {
        certificatesIssued: false,
        securityGroupIds: { ...networkOutputs("us-west-1").securityGroupIds, albCloudFront: undefined },
      },
    }),
  ).rejects.toThrow(/domain.web is app.docs.example.com[\s\S]*cdn.origin.from is internalLoadBalancer/);
});
