import { expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { checkConfig } from "../../../shared/config-schema.ts";
import { cdnConfig } from "../../../stacks/90-cdn/config.ts";
import { awaitsImage, findUpstreamFaults, type Published } from "../../../stacks/90-cdn/upstream-rules.ts";
import {
  authOutputs,
  computeShapes,
  networkOutputs,
  type ComputeShape,
} from "../../support/examples/below-cdn.ts";
import { examples, type CdnExample } from "../../support/examples/cdn.ts";

function faultsOf(
  example: CdnExample,
  {
    shape = "open",
    change = {},
    configure = () => {},
    known = true,
  }: {
    shape?: ComputeShape;
    change?: Partial<Published>;
    configure?: (config: any) => void;
    known?: boolean;
  },
): string[] {
  const input: any = structuredClone(examples[example]);
  configure(input);
  const result = checkConfig(cdnConfig, input);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  const published = {
    ...networkOutputs(input.region),
    ...computeShapes[shape],
    apiUrl: authOutputs.apiUrl,
    ...change,
  } as Published;
  return findUpstreamFaults(result.config, published, known).map(({ key, message }) => `${key} ${message}`);
}

test.each([
  ["doc-pipeline-dev", "open"],
  ["doc-pipeline-public", "open"],
  ["doc-pipeline-prod", "internal"],
  ["doc-pipeline-amplify", "open"],
  ["web-api-prod", "secure"],
  ["web-api-lambda", "functions"],
  ["app-runner-prod", "endpoint"],
  ["utm-prod", "secure"],
] as const)("%s fits 30-ecs in the shape %s", (example, shape) => {
  expect(faultsOf(example, { shape })).toEqual([]);
});

test("a name waits for its certificate", () => {
  expect(faultsOf("web-api-dev", { change: { certificatesIssued: false } })).toMatchInlineSnapshot(`
   [
     "domain.web is app.docs.example.com, but the certificate of 10-network is not issued yet and CloudFront would refuse it; create the records in its output validationRecords, wait for ACM and deploy 10-network with domain.certs.issued, or leave the host out until then",
   ]
  `);
  expect(faultsOf("web-api-dev", { change: { edgeCertificateArn: undefined } })).toMatchInlineSnapshot(`
   [
     "domain.web is app.docs.example.com, but 10-network has no certificate in us-east-1 for it; set domain.certs.edge there, or leave the host out",
   ]
  `);
});

test("a name in Route 53 needs a zone", () => {
  expect(faultsOf("web-api-dev", { change: { hostedZoneId: undefined } })).toMatchInlineSnapshot(`
   [
     "domain.dns is route53, but 10-network has no hosted zone for app.docs.example.com; give it one (domain.zone.mode) or set domain.dns to manual",
   ]
  `);
  expect(faultsOf("tap-poc-domain", { change: { hostedZoneId: undefined } })).toEqual([]);
});

test("Amplify proves no host outside the environment's domain, and needs no certificate of ours", () => {
  expect(
    faultsOf("doc-pipeline-amplify", {
      change: { domainName: "example.org", certificatesIssued: false, edgeCertificateArn: undefined },
    }),
  ).toMatchInlineSnapshot(`
   [
     "domain.web is app.docs.example.com, expected example.org or a host below it, for which Amplify proves ownership",
   ]
  `);
});

test("a public load balancer has to be there, elsewhere than at our own name, and with HTTPS in production", () => {
  expect(faultsOf("utm-prod", { shape: "internal" })).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is publicLoadBalancer, but 30-ecs has none (engine fargate); set compute.alb.exposure to public or both there, or choose another origin",
   ]
  `);
  expect(faultsOf("utm-prod", { shape: "secure", change: { appUrl: "https://docs.example.com" } }))
    .toMatchInlineSnapshot(`
   [
     "cdn.origin.from is publicLoadBalancer, which 30-ecs serves as docs.example.com, one of this layer's own names: CloudFront would call itself; give the load balancer another name (domain.api of 30-ecs), such as origin.docs.example.com",
   ]
  `);
  expect(faultsOf("utm-prod", { shape: "open" })).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is publicLoadBalancer at http://public-1.us-west-1.elb.amazonaws.com, so tokens would cross the internet unencrypted, expected HTTPS in prod; set domain.api and compute.alb.https in 30-ecs, or use internalLoadBalancer",
   ]
  `);
});

test("an internal load balancer has to be there, open to CloudFront, in zones with VPC origins, under a name it can prove", () => {
  expect(faultsOf("doc-pipeline-prod", { shape: "open" })).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is internalLoadBalancer, but 30-ecs has none; set compute.alb.exposure to both or internal there",
   ]
  `);
  expect(
    faultsOf("doc-pipeline-prod", {
      shape: "internal",
      change: {
        securityGroupIds: { ...networkOutputs("us-west-1").securityGroupIds, albCloudFront: undefined },
        azIds: ["usw1-az1", "usw1-az2"],
      },
      configure: (config) => delete config.domain,
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is internalLoadBalancer, but 10-network lets CloudFront in nowhere; set network.frontDoor to cloudfront there, and network.cloudFrontPort to the load balancer's port",
     "cdn.origin.from is internalLoadBalancer, but it speaks HTTPS with a certificate that does not cover CloudFront's own name; set domain.web, or compute.alb.https to false in 30-ecs (the way there stays inside AWS)",
     "cdn.origin.from is internalLoadBalancer, but CloudFront has no VPC origins in usw1-az2; choose other zones in 10-network (network.azs)",
   ]
  `);
});

test("an API has to be there, elsewhere than at our own name", () => {
  expect(faultsOf("doc-pipeline-dev", { change: { apiUrl: undefined } })).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is apiGateway, but 50-auth has no API; set api.kind there, or choose another origin",
   ]
  `);
  expect(
    faultsOf("doc-pipeline-dev", {
      change: { apiUrl: "https://app.docs.example.com" },
      configure: (config) => (config.domain = { web: "app.docs.example.com" }),
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is apiGateway, which 50-auth serves as app.docs.example.com, one of this layer's own names: CloudFront would call itself; give the API another name (domain.api of 50-auth)",
   ]
  `);
});

test("a service's endpoint and a function's URL exist on their engines only, and once there is an image", () => {
  expect(faultsOf("app-runner-prod", { shape: "open" })).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is service, but 30-ecs runs services on fargate, expected ecs-express or apprunner; use publicLoadBalancer or internalLoadBalancer for fargate",
   ]
  `);
  expect(faultsOf("web-api-lambda", { shape: "endpoint" })).toMatchInlineSnapshot(`
   [
     "cdn.origin.from is function, but 30-ecs runs services on ecs-express, expected lambda; use publicLoadBalancer or internalLoadBalancer for fargate",
   ]
  `);
  expect(faultsOf("app-runner-prod", { shape: "endpoint", configure: (c) => (c.cdn.origin.service = "web") }))
    .toMatchInlineSnapshot(`
   [
     "cdn.origin.service is not a service of 30-ecs, expected one of app, got "web"; correct it",
   ]
  `);
});

test("a service without an image is awaited: it has no address to put anything in front of", () => {
  const cdnOf = (example: CdnExample) => {
    const result = checkConfig(cdnConfig, structuredClone(examples[example]));
    if ("faults" in result) throw new Error(JSON.stringify(result.faults));
    return result.config;
  };
  const { services: endpoints } = computeShapes.endpoint;
  const { services: functions } = computeShapes.functions;
  expect([
    awaitsImage(cdnOf("app-runner-prod"), { app: { ...endpoints.app, url: undefined } }),
    awaitsImage(cdnOf("app-runner-prod"), endpoints),
    awaitsImage(cdnOf("web-api-lambda"), { api: { ...functions.api, arn: undefined } }),
    awaitsImage(cdnOf("web-api-lambda"), functions),
    awaitsImage(cdnOf("doc-pipeline-prod"), { api: { ...functions.api, arn: undefined } }),
    awaitsImage(cdnOf("app-runner-prod"), undefined),
    awaitsImage(cdnOf("app-runner-prod"), { app: { ...endpoints.app, url: pulumi.output("not known yet") } }),
    awaitsImage(cdnOf("app-runner-prod"), pulumi.output<Record<string, typeof endpoints.app>>({})),
  ]).toEqual([true, false, true, false, false, false, false, false]);
});

test("a preview that cannot know better passes", () => {
  expect(
    faultsOf("doc-pipeline-prod", {
      known: false,
      change: { internalLoadBalancer: undefined, certificatesIssued: undefined, hostedZoneId: undefined },
    }),
  ).toEqual([]);
  expect(faultsOf("doc-pipeline-dev", { known: false, change: { apiUrl: undefined } })).toEqual([]);
});

test("WebSockets by another load balancer are held to the same rules", () => {
  expect(
    faultsOf("doc-pipeline-dev", {
      configure: (config) => {
        config.cdn.websocket = { from: "internalLoadBalancer" };
        config.upstreams["30-ecs"] = "dev";
      },
    }),
  ).toMatchInlineSnapshot(`
   [
     "cdn.websocket.from is internalLoadBalancer, but 30-ecs has none; set compute.alb.exposure to both or internal there",
   ]
  `);
});
