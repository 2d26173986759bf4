import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { hardenConfig } from "../../../stacks/80-harden/config.ts";
import { examples, type HardenExample } from "../../support/examples/harden.ts";

/** The faults of an example in which `change` altered anything. */
const faultsOf = (change: (config: any) => void, name: HardenExample = "doc-pipeline-prod"): string[] => {
  const config: any = structuredClone(examples[name]);
  change(config);
  const result = checkConfig(hardenConfig, config);
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
};

const settled = (name: HardenExample) => {
  const result = checkConfig(hardenConfig, examples[name] as Record<string, unknown>);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.config.harden;
};

test.each(Object.keys(examples) as HardenExample[])("%s's configuration is accepted", (name) => {
  expect(faultsOf(() => {}, name)).toEqual([]);
});

test("nothing is made unless it is asked for, and a new web ACL only counts", () => {
  const { networkAcls, backup, ...harden } = settled("doc-pipeline-dev");
  expect(harden).toMatchObject({ endpoints: [], waf: { targets: [], mode: "count" } });
  expect([networkAcls, backup]).toEqual([undefined, undefined]);
});

test("backups of production have keys of their own and survive a destroy, others do not", () => {
  expect(settled("utm-prod").backup).toMatchObject({ customerKey: true, forceDestroy: false, keepDays: 35 });
  const result = checkConfig(hardenConfig, { ...examples["utm-prod"], profile: "dev" });
  expect(result).toMatchObject({
    config: { harden: { backup: { customerKey: false, forceDestroy: true } } },
  });
});

const alternatives =
  'protect what stands behind it ("alb"), make it a REST API (api.kind: rest in 50-auth, then "rest"), or put CloudFront in front (cdn.waf in 90-cdn)';

const refusals: [string, (config: any) => void, string[]][] = [
  [
    "a web ACL on an HTTP API",
    ({ harden }) => (harden.waf.targets = ["httpApi"]),
    [
      `harden.waf.targets.0 is "httpApi": that is an HTTP API, to which AWS attaches no web ACL; ${alternatives}`,
    ],
  ],
  [
    "a web ACL on an API of unknown kind",
    ({ harden }) => (harden.waf.targets = ["api"]),
    [
      `harden.waf.targets.0 is "api": that may be an HTTP API, to which AWS attaches no web ACL; ${alternatives}`,
    ],
  ],
  [
    "CloudFront's web ACL in this region",
    ({ harden }) => (harden.waf.targets = ["cloudfront"]),
    [
      'harden.waf.targets.0 is "cloudfront": that stands at the edge, whose web ACL lives in us-east-1 and belongs to 90-cdn; set cdn.waf there',
    ],
  ],
  [
    "a target nobody knows",
    ({ harden }) => (harden.waf.targets = ["ec2"]),
    ['harden.waf.targets.0 is "ec2", expected one of alb, rest, cognito, apprunner'],
  ],
  [
    "a target of a layer that is not read",
    (config) => (config.upstreams = {}),
    [
      'harden.waf.targets.0 is "rest", which is found in 50-auth, but upstreams names no stack of it; add 50-auth to upstreams',
      'harden.waf.targets.1 is "cognito", which is found in 50-auth, but upstreams names no stack of it; add 50-auth to upstreams',
    ],
  ],
  [
    "ARNs that take no web ACL of this region",
    ({ harden }) =>
      (harden.waf.targetArns = {
        edge: "arn:aws:cloudfront::123456789012:distribution/E1",
        http: "arn:aws:apigateway:us-west-1::/apis/a1b2c3d4e5/stages/$default",
        far: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/1",
      }),
    [
      "harden.waf.targetArns.edge is a CloudFront distribution, whose web ACL belongs to 90-cdn; set cdn.waf there",
      'harden.waf.targetArns.http is "arn:aws:apigateway:us-west-1::/apis/a1b2c3d4e5/stages/$default", and of API Gateway only stages of REST APIs take a web ACL, expected arn:aws:apigateway:<region>::/restapis/<id>/stages/<name>',
      "harden.waf.targetArns.far is in us-east-1, expected a resource of us-west-1, where the web ACL is",
    ],
  ],
  [
    "a gateway endpoint as an interface endpoint, and a made-up service",
    ({ harden }) => (harden.endpoints = ["s3", "ecr"]),
    [
      'harden.endpoints.0 is "s3", whose gateway endpoint is free and belongs to 10-network; remove it here',
      'harden.endpoints.1 is "ecr", expected one of ecr.api, ecr.dkr, logs, secretsmanager, ssm, ssmmessages, kms, sts, sqs, sns, events, states, monitoring, xray, textract, bedrock-runtime, execute-api, rds-data, elasticache, ecs, ecs-agent, ecs-telemetry, lambda, email-smtp',
    ],
  ],
  [
    "a service twice",
    ({ harden }) => (harden.endpoints = ["kms", "kms"]),
    ["harden.endpoints lists a service twice; remove one"],
  ],
  [
    "network ACLs that ask for nothing",
    ({ harden }) => (harden.networkAcls = {}),
    [
      "harden.networkAcls is set but asks for nothing; set isolateDatabases, denyCidrs or denyPorts, or remove it",
    ],
  ],
  [
    "more network ACL entries than AWS takes",
    ({ harden }) =>
      (harden.networkAcls = {
        denyPorts: Array.from({ length: 15 }, (_, port) => port + 1),
        denyCidrs: Array.from({ length: 4 }, (_, block) => `203.0.${block}.0/24`),
      }),
    [
      "harden.networkAcls denies 19 blocks and ports, expected at most 18, as many as a network ACL takes; use wider blocks, or a web ACL",
    ],
  ],
  [
    "backups of nothing, copied to where they are",
    ({ harden }) => (harden.backup = { resources: [], copyRegion: "us-west-1" }),
    [
      "harden.backup.resources is empty, and so are arns and tags; name what to back up, or remove harden.backup",
      "harden.backup.copyRegion is us-west-1, where the backups are already; name another region",
    ],
  ],
  [
    "a lock under which the vault would take no backup",
    ({ harden }) =>
      (harden.backup = {
        keepDays: 35,
        copyRegion: "us-west-2",
        copyKeepDays: 400,
        lock: { minDays: 90, maxDays: 30 },
      }),
    [
      "harden.backup.lock.minDays is 90, but backups are kept for 35 days, so the vault would take none; lower it, or raise keepDays and copyKeepDays",
      "harden.backup.lock.maxDays is 30, but backups are kept for 400 days, so the vault would take none; raise it, or lower keepDays and copyKeepDays",
      "harden.backup.lock.maxDays is 30, expected at least lock.minDays (90)",
    ],
  ],
  [
    "a lock's grace period shorter than AWS's",
    ({ harden }) => (harden.backup = { lock: { minDays: 7, irreversibleAfterDays: 1 } }),
    [
      "harden.backup.lock.irreversibleAfterDays is wrong, expected a valid value (Too small: expected number to be >=3), got 1",
    ],
  ],
  [
    "a key that is nearly right",
    ({ harden }) => (harden.networkAcl = {}),
    ['harden.networkAcl is not a configuration key; did you mean "networkAcls"?'],
  ],
];

test.each(refusals)("%s is refused", (_, change, messages) => {
  expect(faultsOf(change)).toEqual(messages);
});
