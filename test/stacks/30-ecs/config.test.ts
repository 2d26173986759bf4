import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { computeConfig, type ComputeConfigInput } from "../../../stacks/30-ecs/config.ts";
import { examples, pushed, withImages } from "../../support/examples/compute.ts";
import type { RecordedResource } from "../../support/layer-under-mocks.ts";

type Example = keyof typeof examples;
/** A configuration that a test is free to break. */
type Loose = RecordedResource["inputs"];

function settle(input: object) {
  const result = checkConfig(computeConfig, input as Loose);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

function faultsOf(change: (config: Loose) => void, example: Example = "doc-pipeline-dev"): string[] {
  const config = structuredClone(examples[example]) as Loose;
  change(config);
  const result = checkConfig(computeConfig, config);
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
}

const api = (config: Loose): Loose => config["compute"].services.api;

test.each(Object.keys(examples) as Example[])("%s is accepted before and after its first image", (name) => {
  expect(faultsOf(() => {}, name)).toEqual([]);
  expect(() => settle(withImages(examples[name] as ComputeConfigInput))).not.toThrow();
});

test("a development load balancer can be deleted and keeps no logs, a production one is guarded", () => {
  expect(settle(examples["doc-pipeline-dev"]).compute.alb).toMatchObject({
    https: false,
    accessLogs: false,
    deletionProtection: false,
  });
  expect(settle(examples["web-api-prod"]).compute.alb).toMatchObject({
    https: true,
    redirect: true,
    accessLogs: true,
    deletionProtection: true,
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  });
});

test("a service is closed by default: read-only, from an immutable image, without a shell", () => {
  expect(api(settle(examples["doc-pipeline-dev"]))).toMatchObject({
    readonlyRootFilesystem: true,
    writablePaths: ["/tmp"],
    allowMutableTag: false,
    exec: false,
    spot: false,
  });
});

test("App Runner's system runs on Express Mode, the other four on Fargate", () => {
  expect(settle(examples["app-runner-dev"]).compute.engine).toBe("ecs-express");
  const others = ["doc-pipeline-dev", "web-api-dev", "utm-dev", "tap-poc"] as const;
  expect(others.map((name) => settle(examples[name]).compute.engine)).toEqual(Array(4).fill("fargate"));
});

test("refuses an image by tag", () => {
  expect(faultsOf((c) => (api(c)["image"] = "nginx:latest"))).toMatchInlineSnapshot(`
   [
     "compute.services.api.image is not fixed by digest, expected "sha256:<64 digits>" or "<registry>/<name>@sha256:<64 digits>", got "nginx:latest"; deploy the digest that the push printed, or set allowMutableTag",
   ]
  `);
});

test("refuses a digest without a repository", () => {
  expect(
    faultsOf((c) => {
      api(c)["image"] = pushed;
      c["ecr"].repos = ["worker"];
    }),
  ).toMatchInlineSnapshot(`
   [
     "compute.services.api.image is a digest without a repository, expected one of worker as its repository, got "api"; add it to ecr.repos, set "repository" or write the whole image",
   ]
  `);
});

test("refuses a size that Fargate does not offer", () => {
  expect(faultsOf((c) => Object.assign(api(c), { cpu: 256, memory: 4096 }))).toMatchInlineSnapshot(`
   [
     "compute.services.api.memory does not fit 256 CPU units on Fargate, expected one of 512, 1024, 2048 MiB, got 4096",
   ]
  `);
});

test("refuses CPU units that Fargate does not offer", () => {
  expect(faultsOf((c) => (api(c)["cpu"] = 300))).toMatchInlineSnapshot(`
   [
     "compute.services.api.cpu is not a size of Fargate, expected one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300",
   ]
  `);
});

test("refuses a name too long for target groups", () => {
  expect(faultsOf((c) => (c["compute"].services["a-service-with-a-long-name"] = api(c))))
    .toMatchInlineSnapshot(`
   [
     "compute.services.a-service-with-a-long-name has a name of 26 characters, expected at most 20: target groups are named after it and AWS allows them 32; shorten it",
     "compute.services.a-service-with-a-long-name.routes.0.priority is that of a route of "api" too, expected each priority once on a load balancer, got 100; change one",
     "compute.services.a-service-with-a-long-name.routes.0.paths has "/*", which a route of "api" has too, expected each path once per host; remove one",
   ]
  `);
});

test("refuses a port that the tracing sidecar has", () => {
  expect(
    faultsOf((c) => {
      api(c)["port"] = 4317;
      c["obs"].tracing = "adot";
    }),
  ).toMatchInlineSnapshot(`
   [
     "compute.services.api.port clashes with the tracing sidecar of the same task, expected any but 4317, 4318, 13133, got 4317; choose another port or set obs.tracing to off",
   ]
  `);
});

test("refuses routes without a port", () => {
  expect(faultsOf((c) => delete api(c)["port"])).toMatchInlineSnapshot(`
   [
     "compute.services.api.port is missing, expected the port that its routes lead to",
   ]
  `);
});

test("refuses a service that nothing can reach", () => {
  expect(faultsOf((c) => (api(c)["routes"] = []))).toMatchInlineSnapshot(`
   [
     "compute.services.api.routes are missing and compute.discovery is none, so nothing can reach the service; add a route, a discovery or leave out its port",
   ]
  `);
});

test("refuses Spot for requests without acknowledgement", () => {
  expect(faultsOf((c) => (api(c)["spot"] = true))).toMatchInlineSnapshot(`
   [
     "compute.services.api.spot would let AWS stop tasks that serve requests at two minutes' notice, expected false for a service with routes; set acknowledgeSpotInterruptions if that is wanted",
   ]
  `);
});

test("refuses a variable given twice", () => {
  expect(faultsOf((c) => (api(c)["env"] = { SENTRY_DSN: "x" }))).toMatchInlineSnapshot(`
   [
     "compute.services.api.env gives SENTRY_DSN more than once, expected it in one of env, secrets and fromSsm; remove the others",
   ]
  `);
});

test("refuses credentials in plain text", () => {
  expect(faultsOf((c) => (api(c)["env"] = { AWS_SECRET_ACCESS_KEY: "x" }))).toMatchInlineSnapshot(`
   [
     "compute.services.api.env.AWS_SECRET_ACCESS_KEY is a credential in plain text, expected none; the task role gives the app its rights",
   ]
  `);
});

test("refuses two services with one priority and one path", () => {
  expect(faultsOf((c) => (c["compute"].services.web = { port: 80, routes: [{ priority: 100 }] })))
    .toMatchInlineSnapshot(`
   [
     "compute.services.web.routes.0.priority is that of a route of "api" too, expected each priority once on a load balancer, got 100; change one",
     "compute.services.web.routes.0.paths has "/*", which a route of "api" has too, expected each path once per host; remove one",
   ]
  `);
});

test("refuses more patterns than a rule may have", () => {
  expect(faultsOf((c) => (api(c)["routes"] = [{ priority: 1, paths: ["/a/*", "/b/*", "/c/*"] }])))
    .toMatchInlineSnapshot(`
   [
     "compute.services.api.routes.0 has 6 patterns (/a, /a/*, /b, /b/*, /c, /c/*), expected at most 5, which is what AWS allows a rule; split it",
   ]
  `);
});

test("refuses limits in the wrong order", () => {
  expect(faultsOf((c) => (api(c)["scaling"] = { min: 3, max: 2 }))).toMatchInlineSnapshot(`
   [
     "compute.services.api.scaling.max is below min, expected at least 3, got 2",
   ]
  `);
});

test("refuses scaling that only adds tasks", () => {
  expect(faultsOf((c) => (api(c)["scaling"] = { min: 1, max: 2, responseTime: 1 }))).toMatchInlineSnapshot(`
   [
     "compute.services.api.scaling.responseTime only adds tasks, expected cpu, memory or requests beside it to take them away again; set one",
   ]
  `);
});

test("refuses scaling by a target group while versions alternate", () => {
  expect(faultsOf((c) => (api(c)["scaling"] = { min: 1, max: 2, requests: 100 }), "doc-pipeline-prod"))
    .toMatchInlineSnapshot(`
   [
     "compute.services.api.scaling follows one target group, but deploy.strategy blueGreen alternates between two; scale by cpu or memory",
   ]
  `);
});

test("refuses several rules while versions alternate", () => {
  expect(faultsOf((c) => api(c)["routes"].push({ priority: 2, paths: ["/other"] }), "doc-pipeline-prod"))
    .toMatchInlineSnapshot(`
   [
     "compute.services.api.routes are 2, expected one: deploy.strategy blueGreen moves traffic on a single rule; merge them or use rolling",
   ]
  `);
});

test("refuses linear steps that are smaller than ECS takes", () => {
  const faults = (strategy: string) =>
    faultsOf((c) => Object.assign(c["compute"].deploy, { strategy, stepPercent: 2 }), "doc-pipeline-prod");
  expect(faults("linear")).toEqual([
    "compute.deploy.stepPercent is 2, expected at least 3 with strategy linear, which is ECS's smallest step; raise it, or use canary",
  ]);
  expect(faults("canary")).toEqual([]);
});

test("refuses blue/green with two load balancers", () => {
  expect(faultsOf((c) => (c["compute"].alb.exposure = "both"), "doc-pipeline-prod")).toMatchInlineSnapshot(`
   [
     "compute.deploy.strategy moves traffic on one load balancer, but alb.exposure is both; use rolling until one of the two is gone",
   ]
  `);
});

test("refuses a check that waits longer than it pauses", () => {
  expect(faultsOf((c) => (api(c)["health"].timeoutSeconds = 60))).toMatchInlineSnapshot(`
   [
     "compute.services.api.health.timeoutSeconds is not below intervalSeconds, expected less than 15, got 60",
   ]
  `);
});

test("refuses a worker on Lambda", () => {
  expect(faultsOf((c) => delete api(c)["port"], "web-api-lambda")).toMatchInlineSnapshot(`
   [
     "compute.services.api.port is missing: a service without a port is a worker, which engine lambda cannot run; give it a port, or use engine fargate or a worker of 60-queues",
   ]
  `);
});

test("refuses routes on Lambda", () => {
  expect(faultsOf((c) => (api(c)["routes"] = [{ priority: 1 }]), "web-api-lambda")).toMatchInlineSnapshot(`
   [
     "compute.services.api.routes need the load balancer of engine fargate, expected none with lambda; remove them",
   ]
  `);
});

test("refuses scaling on Lambda", () => {
  expect(faultsOf((c) => (api(c)["scaling"] = { min: 1, max: 2 }), "web-api-lambda")).toMatchInlineSnapshot(`
   [
     "compute.services.api.scaling is Lambda's own business, expected none; set compute.lambda.keepWarm to keep instances ready",
   ]
  `);
});

test("refuses App Runner where it does not exist", () => {
  expect(faultsOf((c) => (c["region"] = "us-west-1"), "app-runner-existing")).toMatchInlineSnapshot(`
   [
     "compute.engine is not offered in us-west-1, expected one of ap-northeast-1, ap-south-1, ap-southeast-1, ap-southeast-2, eu-central-1, eu-west-1, eu-west-2, eu-west-3, us-east-1, us-east-2, us-west-2 for App Runner; use ecs-express or fargate",
   ]
  `);
});

test("refuses App Runner for a new customer", () => {
  expect(faultsOf((c) => delete c["compute"].apprunner, "app-runner-existing")).toMatchInlineSnapshot(`
   [
     "compute.engine is closed to accounts that did not use App Runner before 2026-04-30; use ecs-express, or set compute.apprunner.existingCustomer",
   ]
  `);
});

test("refuses App Runner on arm64", () => {
  expect(faultsOf((c) => (c["compute"].architecture = "arm64"), "app-runner-existing"))
    .toMatchInlineSnapshot(`
   [
     "compute.architecture is not offered by App Runner, expected amd64; build the images for amd64",
   ]
  `);
});

test("refuses a size that App Runner does not offer", () => {
  expect(faultsOf((c) => (c["compute"].services.app.memory = 512), "app-runner-existing"))
    .toMatchInlineSnapshot(`
   [
     "compute.services.app.memory does not fit 1024 CPU units on App Runner, expected one of 2048, 3072, 4096 MiB, got 512",
   ]
  `);
});

test("refuses scaling that App Runner does not know", () => {
  expect(faultsOf((c) => (c["compute"].services.app.scaling.cpu = 60), "app-runner-existing"))
    .toMatchInlineSnapshot(`
   [
     "compute.services.app.scaling sets cpu, expected only min, max with engine apprunner; remove it or use engine fargate",
   ]
  `);
});

test("refuses blue/green on Express Mode", () => {
  expect(faultsOf((c) => (c["compute"].deploy = { strategy: "canary" }), "app-runner-dev"))
    .toMatchInlineSnapshot(`
   [
     "compute.deploy.strategy is decided by engine ecs-express, expected rolling; use engine fargate for canary",
   ]
  `);
});

test("refuses discovery on Express Mode", () => {
  expect(faultsOf((c) => (c["compute"].discovery = "cloudmap"), "app-runner-dev")).toMatchInlineSnapshot(`
   [
     "compute.discovery is not offered with engine ecs-express, expected none; use engine fargate",
   ]
  `);
});

test("refuses two measures on Express Mode", () => {
  expect(faultsOf((c) => (c["compute"].services.app.scaling.memory = 60), "app-runner-dev"))
    .toMatchInlineSnapshot(`
   [
     "compute.services.app.scaling holds cpu and memory, expected one of them with engine ecs-express; choose one",
   ]
  `);
});

test("refuses more memory than Express Mode has", () => {
  expect(
    faultsOf((c) => Object.assign(c["compute"].services.app, { cpu: 4096, memory: 16384 }), "app-runner-dev"),
  ).toMatchInlineSnapshot(`
   [
     "compute.services.app.memory is too large for Express Mode, expected at most 8192, got 16384",
   ]
  `);
});

test("refuses a migration of a service that is not there", () => {
  expect(faultsOf((c) => (c["compute"].migrations.service = "app"))).toMatchInlineSnapshot(`
   [
     "compute.migrations.service is not a service, expected one of api, got "app"",
   ]
  `);
});

test("refuses a migration without a command", () => {
  expect(faultsOf((c) => delete c["compute"].migrations.command)).toMatchInlineSnapshot(`
   [
     "compute.migrations.command is missing, expected the command that migrates the database",
   ]
  `);
});

test("refuses a set-up image by tag", () => {
  expect(faultsOf((c) => (c["compute"].migrations.setupImage = "postgres:16"))).toMatchInlineSnapshot(`
   [
     "compute.migrations.setupImage is not fixed by digest, expected "sha256:<64 digits>" or "<registry>/<name>@sha256:<64 digits>", got "postgres:16"; deploy the digest that the push printed, or set allowMutableTag",
   ]
  `);
});

test("refuses an image that VPC endpoints do not reach", () => {
  expect(
    faultsOf((c) => {
      c["compute"].egress = "endpoints";
      api(c)["image"] = `docker.io/library/nginx@${pushed}`;
      c["compute"].migrations.enabled = false;
    }),
  ).toMatchInlineSnapshot(`
   [
     "compute.services.api.image is not in ECR, expected an image that VPC endpoints reach, got "docker.io/library/nginx@sha256:1111111111111111111111111111111111111111111111111111111111111111"; copy it to a repository of ecr.repos or set compute.egress to internet",
   ]
  `);
});

test("refuses a host name for a load balancer that is not public", () => {
  expect(faultsOf((c) => (c["domain"] = { api: "api.docs.example.com" }), "doc-pipeline-prod"))
    .toMatchInlineSnapshot(`
   [
     "domain.api names a host for the public load balancer, but compute.alb.exposure is internal; remove it here (50-auth serves the host)",
   ]
  `);
});

test("refuses HTTPS without a host name", () => {
  expect(faultsOf((c) => (c["compute"].alb = { https: true }))).toMatchInlineSnapshot(`
   [
     "compute.alb.https needs a host name that the certificate covers, expected domain.api to be set; set it or https: false",
   ]
  `);
});

test("refuses a TLS policy that allows TLS 1.0", () => {
  expect(faultsOf((c) => (c["compute"].alb = { sslPolicy: "ELBSecurityPolicy-2016-08" })))
    .toMatchInlineSnapshot(`
   [
     "compute.alb.sslPolicy is wrong, expected a policy of TLS 1.3 and 1.2, got "ELBSecurityPolicy-2016-08"",
   ]
  `);
});

test("refuses an odd retention", () => {
  expect(faultsOf((c) => (c["obs"].logRetentionDays = 10))).toMatchInlineSnapshot(`
   [
     "obs.logRetentionDays expected a retention of CloudWatch Logs, one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
   ]
  `);
});

test("an unknown key gets a suggestion, and all faults come at once", () => {
  expect(
    faultsOf((c) => {
      c["compute"].engin = "fargate";
      Object.assign(api(c), { cpu: 300, image: "nginx", spot: true });
    }),
  ).toMatchInlineSnapshot(`
   [
     "compute.engin is not a configuration key; did you mean "engine"?",
     "compute.services.api.image is not fixed by digest, expected "sha256:<64 digits>" or "<registry>/<name>@sha256:<64 digits>", got "nginx"; deploy the digest that the push printed, or set allowMutableTag",
     "compute.services.api.cpu is not a size of Fargate, expected one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300",
     "compute.services.api.spot would let AWS stop tasks that serve requests at two minutes' notice, expected false for a service with routes; set acknowledgeSpotInterruptions if that is wanted",
   ]
  `);
});

test("Spot is accepted for requests once its interruptions are acknowledged", () => {
  expect(faultsOf((c) => Object.assign(api(c), { spot: true, acknowledgeSpotInterruptions: true }))).toEqual(
    [],
  );
});

test("an image by tag is accepted once that is wanted", () => {
  expect(faultsOf((c) => Object.assign(api(c), { image: "nginx:1.29", allowMutableTag: true }))).toEqual([]);
});
