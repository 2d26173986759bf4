import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { trustedBy } from "./account-rig.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const webAcl = "aws:wafv2/webAcl:WebAcl";
const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
const logging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const networkAcl = "aws:ec2/networkAcl:NetworkAcl";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const vault = "aws:backup/vault:Vault";
const lock = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const plan = "aws:backup/plan:Plan";
const selection = "aws:backup/selection:Selection";

const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: "m", sampledRequestsEnabled: false };

const acl = (aws: Account, inputs: Properties = {}) =>
  aws.create(webAcl, "acl", {
    ...{ name: "acl", scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig },
    ...inputs,
  });

const pool = (aws: Account) => aws.create("aws:cognito/userPool:UserPool", "users", { name: "users" });

const rate = (name: string, priority: number): Properties => ({
  ...{ name, priority, action: { block: {} }, visibilityConfig },
  statement: { rateBasedStatement: { limit: 100, aggregateKeyType: "IP" } },
});

async function attached(aws: Account): Promise<Made> {
  const made = await acl(aws);
  const users = await pool(aws);
  await aws.create(association, "users", { resourceArn: users["arn"]!, webAclArn: made["arn"]! });
  return made;
}

async function daily(aws: Account, targetVaultName: string): Promise<Made> {
  return await aws.create(plan, "daily", { name: "daily", rules: [{ ruleName: "daily", targetVaultName }] });
}

const entry = (ruleNo: number): Properties => ({
  ...{ ruleNo, action: "allow", protocol: "-1", cidrBlock: "10.0.0.0/16", fromPort: 0, toPort: 0 },
});

const ipSet = "aws:wafv2/ipSet:IpSet";
const office = (aws: Account) =>
  aws.create(ipSet, "office", {
    name: "office",
    scope: "REGIONAL",
    ipAddressVersion: "IPV4",
    addresses: ["192.0.2.0/24"],
  });

/** Layer 80: web ACLs, network ACLs, interface endpoints and backups. */
export const cases: Record<string, RuleCase> = {
  "web-acl-scope": {
    accepts: (aws) => acl(aws),
    refuses: (aws) => acl(aws, { scope: "CLOUDFRONT" }),
    message: "field: SCOPE_VALUE, parameter: CLOUDFRONT",
  },
  "web-acl-name-taken": {
    accepts: async (aws) => [await acl(aws), await acl(aws, { name: "other" })],
    refuses: async (aws) => [await acl(aws), await acl(aws)],
    message: "is a duplicate of an existing one.",
  },
  "web-acl-in-use": {
    accepts: async (aws) => await aws.remove(webAcl, "acl", (await acl(aws)).id),
    refuses: async (aws) => await aws.remove(webAcl, "acl", (await attached(aws)).id),
    message: "is being used by another resource",
  },
  "web-acl-rule-form": {
    accepts: (aws) => acl(aws, { rules: [rate("a", 0), rate("b", 1)] }),
    refuses: (aws) => acl(aws, { rules: [rate("a", 0), rate("b", 0)] }),
    message: "(duplicate)., field: PRIORITY, parameter: 0",
  },
  "web-acl-target": {
    accepts: (aws) => attached(aws),
    refuses: async (aws) =>
      await aws.create(association, "http-api", {
        resourceArn: "arn:aws:apigateway:us-west-1::/apis/a1b2c3d4e5/stages/$default",
        webAclArn: (await acl(aws))["arn"]!,
      }),
    message: "field: RESOURCE_ARN, parameter: arn:aws:apigateway:us-west-1::/apis/a1b2c3d4e5/stages/$default",
  },
  "missing-web-acl-target": {
    accepts: (aws) => attached(aws),
    refuses: async (aws) =>
      await aws.create(association, "gone", {
        resourceArn: "arn:aws:cognito-idp:us-west-1:111122223333:userpool/us-west-1_gone",
        webAclArn: (await acl(aws))["arn"]!,
      }),
    message: "because your resource doesn’t exist.",
  },
  "web-acl-log-name": {
    accepts: async (aws) =>
      await aws.create(logging, "log", {
        resourceArn: (await acl(aws))["arn"]!,
        logDestinationConfigs: ["arn:aws:logs:us-west-1:111122223333:log-group:aws-waf-logs-acl"],
      }),
    refuses: async (aws) =>
      await aws.create(logging, "log", {
        resourceArn: (await acl(aws))["arn"]!,
        logDestinationConfigs: ["arn:aws:logs:us-west-1:111122223333:log-group:waf"],
      }),
    message: "field: LOG_DESTINATION, parameter: arn:aws:logs:us-west-1:111122223333:log-group:waf",
  },
  "endpoint-subnet-zones": {
    async accepts(aws) {
      const vpc = await aws.vpc();
      const subnets = [await aws.subnet(vpc, "a", "10.0.0.0/24"), await aws.subnet(vpc, "c", "10.0.1.0/24")];
      await connect(aws, vpc, subnets);
    },
    async refuses(aws) {
      const vpc = await aws.vpc();
      const subnets = [await aws.subnet(vpc, "a", "10.0.0.0/24"), await aws.subnet(vpc, "a", "10.0.1.0/24")];
      await connect(aws, vpc, subnets);
    },
    message: "VPC endpoint subnets should be in different availability zones",
  },
  "network-acl-entries": {
    accepts: async (aws) =>
      await aws.create(networkAcl, "db", { vpcId: (await aws.vpc()).id, ingress: [entry(100), entry(101)] }),
    refuses: async (aws) =>
      await aws.create(networkAcl, "db", { vpcId: (await aws.vpc()).id, ingress: [entry(100), entry(100)] }),
    message: "The network acl entry identified by 100 already exists.",
  },
  "backup-vault-not-empty": {
    accepts: async (aws) => await aws.remove(vault, "backups", (await holding(aws, {})).id),
    refuses: async (aws) =>
      await aws.remove(vault, "backups", (await holding(aws, { recoveryPoints: 3 })).id),
    message: "Backup vault cannot be deleted (contains 3 recovery points): backups",
  },
  "backup-vault-exists": {
    accepts: async (aws) => await daily(aws, (await holding(aws, {})).id),
    refuses: (aws) => daily(aws, "gone"),
    message: "Backup vault gone does not exist.",
  },
  "backup-lock-days": {
    accepts: async (aws) =>
      await aws.create(lock, "lock", { backupVaultName: (await holding(aws, {})).id, changeableForDays: 3 }),
    refuses: async (aws) =>
      await aws.create(lock, "lock", { backupVaultName: (await holding(aws, {})).id, changeableForDays: 2 }),
    message: "ChangeableForDays must be at least 3",
  },
  "backup-selection-plan": {
    accepts: async (aws) => await select(aws, (await daily(aws, (await holding(aws, {})).id)).id),
    refuses: (aws) => select(aws, "gone"),
    message: "Cannot find Backup plan with ID gone",
  },
  "web-acl-rate-range": {
    accepts: (aws) => acl(aws, { rules: [rate("per-address", 0)] }),
    refuses: (aws) =>
      acl(aws, {
        rules: [
          {
            ...rate("per-address", 0),
            statement: {
              rateBasedStatement: { limit: 100, aggregateKeyType: "IP", evaluationWindowSec: 90 },
            },
          },
        ],
      }),
    message: "field: EVALUATION_WINDOW, parameter: 90",
  },
  "ip-set-in-use": {
    accepts: async (aws) => await aws.remove(ipSet, "office", (await office(aws)).id),
    async refuses(aws) {
      const set = await office(aws);
      const statement = { ipSetReferenceStatement: { arn: set["arn"]! } };
      await acl(aws, { rules: [{ ...rate("office", 0), statement }] });
      await aws.remove(ipSet, "office", set.id);
    },
    message: "is being used by another resource",
  },
};

/** Backups appear in a vault without anybody asking for each, so the test puts them there. */
async function holding(aws: Account, contents: Properties): Promise<Made> {
  const made = await aws.create(vault, "backups", { name: "backups" });
  if (Object.keys(contents).length > 0) aws.put(vault, made.id, { ...made, ...contents });
  return made;
}

async function select(aws: Account, planId: string): Promise<Made> {
  const iamRoleArn = await trustedBy(aws, "backup");
  return await aws.create(selection, "all", { name: "all", planId, iamRoleArn, resources: ["*"] });
}

async function connect(aws: Account, vpc: Made, subnets: readonly Made[]): Promise<Made> {
  const group = await aws.group(vpc, "endpoints");
  return await aws.create(endpoint, "logs", {
    ...{ vpcId: vpc.id, vpcEndpointType: "Interface", serviceName: "com.amazonaws.us-west-1.logs" },
    subnetIds: subnets.map(({ id }) => id),
    securityGroupIds: [group.id],
  });
}
