import { describe, expect, test } from "@jest/globals";
import { renderWebAclRules } from "../../../shared/components/web-acl-rules.ts";
import { planAttachments } from "../../../stacks/80-harden/attachments.ts";
import { backupPolicyArns, selectByArn } from "../../../stacks/80-harden/backup-selection.ts";
import { endpointCostMonthlyUsd } from "../../../stacks/80-harden/endpoint-services.ts";
import { planNetworkAcls } from "../../../stacks/80-harden/subnet-rules.ts";
import { findUpstreamFaults, type Published } from "../../../stacks/80-harden/upstream-rules.ts";
import { hardenConfig, type HardenConfig } from "../../../stacks/80-harden/config.ts";

test.each([
  [{ region: "us-west-1", serviceCount: 8, zoneCount: 2 }, 128.48],
  [{ region: "us-east-1", serviceCount: 8, zoneCount: 2 }, 116.8],
  [{ region: "us-east-1", serviceCount: 1, zoneCount: 1 }, 7.3],
  [{ region: "somewhere-new-1", serviceCount: 1, zoneCount: 1 }, 15.33],
  [{ region: "us-east-1", serviceCount: 0, zoneCount: 3 }, 0],
])("endpoints %j cost %d USD a month", (endpoints, cost) => {
  expect(endpointCostMonthlyUsd(endpoints)).toBe(cost);
});

describe("a web ACL is attached to", () => {
  const names = (targets: HardenConfig["harden"]["waf"]["targets"], known: object, targetArns = {}) =>
    planAttachments({ targets, targetArns }, { exposure: undefined, services: undefined, ...known }).map(
      ({ name }) => name,
    );

  test.each([
    ["public", ["alb-public"]],
    ["both", ["alb-public", "alb-internal"]],
    ["internal", ["alb-internal"]],
    [undefined, ["alb-public"]],
  ])("the load balancers of exposure %s", (exposure, expected) => {
    expect(names(["alb"], { exposure })).toEqual(expected);
  });

  test("services of App Runner that run, the API's stage, the user pool and what is named", () => {
    const services = { api: { arn: "arn:aws:apprunner:x" }, web: {} };
    expect(names(["rest", "cognito", "apprunner"], { services }, { express: "arn:aws:x" })).toEqual([
      "rest",
      "cognito",
      "apprunner-api",
      "express",
    ]);
  });
});

describe("the rules of a web ACL", () => {
  const wafOf = (waf: object) => {
    const common = {
      product: "docs",
      accountId: "123456789012",
      region: "us-west-1",
      owner: "o",
      costCenter: "c",
    };
    const { harden } = hardenConfig.parse({ ...common, profile: "dev", harden: { waf } });
    return renderWebAclRules(harden.waf, harden.waf.caller) as any[];
  };

  test("only count by default, and block when told to", () => {
    const actions = (rules: any[]) =>
      rules.map(({ action, overrideAction }) => Object.keys(action ?? overrideAction)[0]);
    expect(new Set(actions(wafOf({})))).toEqual(new Set(["count"]));
    expect(new Set(actions(wafOf({ mode: "block" })))).toEqual(new Set(["block", "none"]));
  });

  test("leave signed webhooks alone in every managed group, by the path that is meant", () => {
    const groups = wafOf({ uninspectedPaths: ["/webhooks/"] }).filter(
      ({ statement }) => "managedRuleGroupStatement" in statement,
    );
    expect(groups).toHaveLength(4);
    for (const { statement } of groups) {
      expect(statement.managedRuleGroupStatement.scopeDownStatement.notStatement.statement).toEqual({
        byteMatchStatement: {
          fieldToMatch: { uriPath: {} },
          positionalConstraint: "STARTS_WITH",
          searchString: "/webhooks/",
          textTransformations: [
            { priority: 0, type: "URL_DECODE" },
            { priority: 1, type: "NORMALIZE_PATH" },
          ],
        },
      });
    }
  });

  test("let uploads be large and block any other large body", () => {
    const large = wafOf({ mode: "block", largeBodyPaths: ["/api/documents/"] }).find(
      ({ name }) => name === "large-body",
    );
    expect(large.statement.andStatement.statements).toMatchObject([
      { labelMatchStatement: { key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body" } },
      { notStatement: { statement: { byteMatchStatement: { searchString: "/api/documents/" } } } },
    ]);
  });

  test("count the caller that CloudFront names only where the configuration says so", () => {
    const rate = (waf: object) => wafOf(waf)[0].statement.rateBasedStatement;
    expect(rate({})).toMatchObject({ aggregateKeyType: "IP" });
    expect(rate({ caller: "forwarded" })).toMatchObject({
      aggregateKeyType: "FORWARDED_IP",
      forwardedIpConfig: { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH" },
    });
  });
});

describe("network ACLs", () => {
  const config = { isolateDatabases: false, denyCidrs: [], denyPorts: [] };
  const brief = (entries: readonly { ruleNo: number; action: string; from: string; fromPort: number }[]) =>
    entries.map(({ ruleNo, action, from, fromPort }) => `${ruleNo} ${action} ${from} ${fromPort}`);

  test("are left to the VPC's own unless something is asked for", () => {
    expect(planNetworkAcls(undefined)).toEqual([]);
    expect(planNetworkAcls(config)).toEqual([]);
  });

  test("keep database subnets to the VPC in both directions", () => {
    const [db] = planNetworkAcls({ ...config, isolateDatabases: true });
    expect([db!.tier, brief(db!.ingress), brief(db!.egress)]).toEqual([
      "db",
      ["100 allow vpc 0"],
      ["100 allow vpc 0"],
    ]);
  });

  test("drop an attacker's packets first, then closed ports from outside, and let the rest pass", () => {
    const [open] = planNetworkAcls({ ...config, denyCidrs: ["203.0.113.0/24"], denyPorts: [22, 3389] });
    expect([open!.tier, brief(open!.ingress), brief(open!.egress)]).toEqual([
      "public",
      [
        "100 deny 203.0.113.0/24 0",
        "200 allow vpc 0",
        "300 deny 0.0.0.0/0 22",
        "301 deny 0.0.0.0/0 3389",
        "1000 allow 0.0.0.0/0 0",
      ],
      ["100 deny 203.0.113.0/24 0", "1000 allow 0.0.0.0/0 0"],
    ]);
  });
});

describe("backups", () => {
  const scope = { accountId: "123456789012", region: "us-east-1" };
  const data: any = {
    db: { engine: "aurora-postgresql", identifier: "utm-prod-db" },
    buckets: { files: { name: "files", arn: "arn:aws:s3:::files" } },
  };

  test("name the cluster or the instance, and the buckets", () => {
    expect(selectByArn({ resources: ["database"], arns: [] }, data, scope)).toEqual([
      "arn:aws:rds:us-east-1:123456789012:cluster:utm-prod-db",
    ]);
    const postgres = { ...data, db: { engine: "postgres", identifier: "docs-prod-db" } };
    expect(selectByArn({ resources: ["database", "buckets"], arns: ["arn:aws:x"] }, postgres, scope)).toEqual(
      ["arn:aws:rds:us-east-1:123456789012:db:docs-prod-db", "arn:aws:s3:::files", "arn:aws:x"],
    );
  });

  test("may read buckets only where buckets can be among them", () => {
    expect(backupPolicyArns({ resources: ["database"], arns: [], tags: undefined })).toHaveLength(2);
    expect(backupPolicyArns({ resources: ["buckets"], arns: [], tags: undefined })).toHaveLength(4);
    expect(backupPolicyArns({ resources: [], arns: ["arn:aws:s3:::files"], tags: undefined })).toHaveLength(
      4,
    );
    expect(backupPolicyArns({ resources: [], arns: [], tags: { Backup: "daily" } })).toHaveLength(4);
  });
});

describe("what lower layers do not offer is refused", () => {
  const faultsOf = (harden: object, published: Partial<Published>) => {
    const common = {
      product: "docs",
      accountId: "123456789012",
      region: "us-west-1",
      owner: "o",
      costCenter: "c",
    };
    const upstreams = { "50-auth": "dev" };
    const config = hardenConfig.parse({ ...common, profile: "dev", upstreams, harden });
    return findUpstreamFaults(config, published as Published).map(({ key, message }) => `${key} ${message}`);
  };
  const service: any = { name: "api", taskRoleName: "r", targetGroupArnSuffixes: [] };

  test.each<[string, object, Partial<Published>, string[]]>([
    [
      "a load balancer of ECS Express Mode",
      { waf: { targets: ["alb"] } },
      { engine: "ecs-express", exposure: "service" },
      [
        'harden.waf.targets.0 is "alb", but the load balancer belongs to ECS Express Mode, which publishes no ARN of it; name the ARN in harden.waf.targetArns, or put CloudFront in front (cdn.waf in 90-cdn)',
      ],
    ],
    [
      "a load balancer before functions",
      { waf: { targets: ["alb"] } },
      { engine: "lambda", exposure: "service" },
      [
        'harden.waf.targets.0 is "alb", but 30-ecs runs services on lambda, which has none; use another target, or put CloudFront in front (cdn.waf in 90-cdn)',
      ],
    ],
    [
      "a REST API where there is an HTTP API",
      { waf: { targets: ["rest"] } },
      { apiKind: "http" },
      [
        'harden.waf.targets.0 is "rest", but 50-auth makes an HTTP API, to which AWS attaches no web ACL; protect what stands behind it ("alb"), make it a REST API (api.kind: rest in 50-auth, then "rest"), or put CloudFront in front (cdn.waf in 90-cdn)',
      ],
    ],
    [
      "a REST API where there is none",
      { waf: { targets: ["rest"] } },
      { apiKind: "none" },
      [
        'harden.waf.targets.0 is "rest", but 50-auth makes no API; set api.kind to rest there, or remove it here',
      ],
    ],
    [
      "a user pool of somebody else",
      { waf: { targets: ["cognito"] } },
      { provider: "clerk" },
      [
        'harden.waf.targets.0 is "cognito", but 50-auth has no user pool (auth.provider clerk); remove it here',
      ],
    ],
    [
      "App Runner where there is Fargate",
      { waf: { targets: ["apprunner"] } },
      { engine: "fargate" },
      ['harden.waf.targets.0 is "apprunner", but 30-ecs runs services on fargate; use "alb"'],
    ],
    [
      "App Runner before there is an image",
      { waf: { targets: ["apprunner"] } },
      { engine: "apprunner", services: { api: service } },
      [
        'harden.waf.targets.0 is "apprunner", but no service of 30-ecs has an image yet, so there is nothing to protect; push one and deploy 30-ecs first',
      ],
    ],
    [
      "tasks that nothing reaches",
      { endpoints: ["ecr.api", "logs"] },
      { hasEgress: false, engine: "fargate", services: { api: service } },
      [
        "harden.endpoints lacks ecr.dkr, secretsmanager, but tasks of 30-ecs have no way to the internet and would never start; add them, or give 10-network a way out (network.nat: single)",
      ],
    ],
    [
      "buckets that are not there",
      { backup: { resources: ["buckets"] } },
      { buckets: {} },
      ["harden.backup.resources lists buckets, but 20-data has none; remove it"],
    ],
    [
      "an endpoint that hides the WebSocket API from its app",
      { endpoints: ["sqs", "execute-api"] },
      { webSocketConnectionsUrl: "https://c1d2e3f4a5.execute-api.us-west-1.amazonaws.com/live" },
      [
        'harden.endpoints.1 is "execute-api", which takes over the names of public APIs in the VPC, but the app sends to WebSocket connections at https://c1d2e3f4a5.execute-api.us-west-1.amazonaws.com/live, expected a name that it leaves alone; set domain.webSocket in 50-auth, or remove it here',
      ],
    ],
    [
      "not such an endpoint where the WebSocket API has a host of its own",
      { endpoints: ["execute-api"] },
      { webSocketConnectionsUrl: "https://ws.example.com" },
      [],
    ],
    [
      "nothing that a preview cannot know",
      { endpoints: ["execute-api"], waf: { targets: ["alb", "rest", "cognito", "apprunner"] } },
      {},
      [],
    ],
    ["nothing that fits", { waf: { targets: ["alb"] } }, { engine: "fargate", exposure: "both" }, []],
  ])("%s", (_, harden, published, expected) => {
    expect(faultsOf(harden, published)).toEqual(expected);
  });
});
