import { openCloud } from "../../../tools/rehearsal/cloud.ts";
import type { Login } from "../../../tools/rehearsal/login.ts";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { checkInputs } from "../../../tools/rehearsal/resource-check.ts";
import { openMemoryStore } from "../../../tools/rehearsal/store.ts";

export interface Made extends Properties {
  id: string;
}

/** An empty AWS account to make resources in, without an engine. */
export interface Account {
  create(token: string, name: string, inputs: Properties): Promise<Made>;
  update(token: string, name: string, id: string, inputs: Properties): Promise<Properties>;
  remove(token: string, name: string, id: string): Promise<void>;
  /** Changes a resource behind everybody's back. */
  put(token: string, id: string, properties: Properties): void;
  vpc(name?: string, inputs?: Properties): Promise<Made>;
  subnet(vpc: Made, zone: string, cidrBlock: string): Promise<Made>;
  group(vpc: Made, name: string): Promise<Made>;
}

export function openAccount(overrides: Partial<Login> = {}, store = openMemoryStore()): Account {
  const cloud = openCloud({ store });
  const login: Login = { account: "111122223333", region: "us-west-1", defaultTags: {}, ...overrides };
  const identityOf = (token: string, name: string) => ({
    login,
    token,
    name,
    urn: `urn:pulumi:dev::test::${token}::${name}`,
  });
  const check = (token: string, name: string, news: Properties): Properties => {
    const checked = checkInputs({ token, name, login, olds: {}, news, randomSeed: "" });
    if (checked.failures.length > 0) throw new Error(checked.failures.map((it) => it.reason).join("\n"));
    return checked.inputs;
  };
  const account: Account = {
    async create(token, name, inputs) {
      const made = await cloud.create({
        ...identityOf(token, name),
        inputs: check(token, name, inputs),
        secretPaths: [],
        preview: false,
      });
      return { ...made.properties, id: made.id };
    },
    update: async (token, name, id, inputs) =>
      await cloud.update({
        ...identityOf(token, name),
        id,
        inputs: check(token, name, inputs),
        olds: {},
        secretPaths: [],
        preview: false,
      }),
    remove: async (token, name, id) => await cloud.delete({ ...identityOf(token, name), id, olds: {} }),
    put(token, id, properties) {
      store.put({
        account: login.account,
        region: login.region,
        token,
        id,
        urn: "",
        properties,
        secretPaths: [],
      });
    },
    vpc: (name = "net", inputs = {}) =>
      account.create("aws:ec2/vpc:Vpc", name, { cidrBlock: "10.0.0.0/16", ...inputs }),
    subnet: (vpc, zone, cidrBlock) =>
      account.create("aws:ec2/subnet:Subnet", cidrBlock, {
        vpcId: vpc.id,
        availabilityZone: `us-west-1${zone}`,
        cidrBlock,
      }),
    group: (vpc, name) =>
      account.create("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: vpc.id, name }),
  };
  return account;
}

/** One rule from both sides. */
export interface RuleCase {
  /** What must pass. */
  accepts(aws: Account): Promise<unknown>;
  /** What must fail, in an account of its own. */
  refuses(aws: Account): Promise<unknown>;
  /** The end of the refusal: code and message. */
  message: string;
}

/** ARN of a new role that an AWS service may assume, such as "lambda". */
export async function trustedBy(aws: Account, service: string): Promise<string> {
  const made = await aws.create("aws:iam/role:Role", "app", {
    name: "app",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" },
      ],
    }),
  });
  return String(made["arn"]);
}
