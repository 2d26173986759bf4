import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { accountConfig } from "../../../stacks/00-account/config.ts";
import { examples } from "../../support/examples/account.ts";

const contact = { name: "Security", title: "Security", email: "security@example.com", phone: "+1 555 0100" };
const common = {
  product: "docs",
  accountId: "111111111111",
  region: "us-west-1",
  owner: "platform",
  costCenter: "docs",
};

const check = (account: object, changes: object = {}) =>
  checkConfig(accountConfig, { ...common, profile: "dev", account, ...changes });

const faultsOf = (account: object, changes: object = {}): string[] => {
  const result = check(account, changes);
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
};

const settled = (profile: string, account: object = { contacts: { security: contact } }) => {
  const result = check(account, { profile });
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.config.account;
};

test.each(Object.entries(examples))("the configuration of %s is accepted", (_, config) => {
  expect(checkConfig(accountConfig, config)).not.toHaveProperty("faults");
});

test("an account needs no settings of its own in dev", () => {
  const { account: _, ...rest } = { ...common, profile: "dev", account: undefined };
  expect(checkConfig(accountConfig, rest)).not.toHaveProperty("faults");
});

test.each([
  [
    "dev",
    {
      logs: { bucketDays: 90, groupDays: 7, keep: false },
      cmks: { logs: false, messaging: false },
      billing: { emails: [], topic: false },
      trailToLogGroup: false,
      guardduty: "skip",
      configRecorder: "skip",
      configFrequency: "daily",
      securityHub: "skip",
      ecsSettings: { containerInsights: "disabled", defaultLogDriverMode: "non-blocking" },
    },
  ],
  [
    "stage",
    {
      logs: { bucketDays: 365, groupDays: 90, keep: true },
      cmks: { logs: true, messaging: false },
      billing: { emails: [], topic: false },
      trailToLogGroup: true,
      guardduty: "create",
      configRecorder: "create",
      configFrequency: "daily",
      securityHub: "create",
      ecsSettings: { containerInsights: "enabled", defaultLogDriverMode: "non-blocking" },
    },
  ],
  [
    "prod",
    {
      logs: { bucketDays: 730, groupDays: 365, keep: true },
      cmks: { logs: true, messaging: true },
      billing: { emails: [], topic: true },
      trailToLogGroup: true,
      guardduty: "create",
      configRecorder: "create",
      configFrequency: "continuous",
      securityHub: "create",
      ecsSettings: { containerInsights: "enabled", defaultLogDriverMode: "non-blocking" },
    },
  ],
])("the defaults of profile %s", (profile, expected) => {
  expect(settled(profile)).toMatchObject(expected);
});

test("what costs nothing is on in every profile", () => {
  expect(settled("poc", {})).toMatchObject({
    cloudtrail: "create",
    githubOidc: "create",
    accessAnalyzer: "create",
    permissionsBoundary: true,
    passwordPolicy: true,
    blockPublicS3: true,
    encryptEbs: true,
    blockPublicSnapshots: true,
    requireImdsV2: true,
    registryScanning: "basic",
  });
});

test.each([
  ["dev", ["PowerUserAccess"]],
  ["prod", ["ReadOnlyAccess"]],
])("a developer in %s gets %j", (profile, policies) => {
  const account = { contacts: { security: contact }, developerRole: {} };
  expect(settled(profile, account).developerRole?.managedPolicies).toEqual(policies);
});

const github = [{ owner: "acme", repository: "app", branches: ["main"] }];
const strict = { contacts: { security: contact } };
const useCase = {
  companyName: "Acme",
  companyWebsite: "https://acme.example",
  industry: "Software",
  useCases: "Summarising documents",
};

test.each<[string, object, object, string[]]>([
  [
    "cost allocation tags outside of the payer account",
    { costAllocationTags: ["Environment"] },
    {},
    [
      "account.costAllocationTags is set in an account that does not pay its own bill, expected isPayer: true, got false; activate the tags in the payer account",
    ],
  ],
  [
    "a cost monitor outside of the payer account",
    { costAnomaly: {}, billing: { emails: ["a@example.com"] } },
    {},
    [
      "account.costAnomaly watches costs by tag, which only the payer account may do, expected isPayer: true, got false; set it in the payer account's stack",
    ],
  ],
  [
    "immediate anomaly notices without a topic",
    { isPayer: true, costAnomaly: { frequency: "immediate" } },
    {},
    [
      'account.costAnomaly.frequency is "immediate", which AWS sends to a topic only, expected billing.topic: true, got false; turn the topic on or choose "daily"',
    ],
  ],
  [
    "daily anomaly notices to nobody",
    { isPayer: true, costAnomaly: {} },
    {},
    [
      'account.costAnomaly.frequency is "daily", which AWS sends by email only, expected addresses in billing.emails, got none; add one or choose "immediate"',
    ],
  ],
  [
    "a topic under AWS's own key",
    { billing: { topic: true }, cmks: { messaging: false } },
    {},
    [
      "account.cmks.messaging is off while billing.topic is on, expected a key of our own, as AWS drops notices to a topic under its own key; turn it on",
    ],
  ],
  [
    "a budget of an environment that lives elsewhere, with notices to nobody",
    { environments: ["dev", "stage"], budgets: { prod: { monthlyLimitUsd: 50, environment: "prod" } } },
    {},
    [
      'account.budgets.prod.environment is not in this account, expected one of dev, stage, got "prod"; correct it or add it to environments',
      "account.budgets.prod.emails is empty, expected somebody who gets the notices, got neither an address nor billing.topic; add an address here or to billing.emails",
    ],
  ],
  [
    "a deploy role without provider and boundary",
    { deployRole: { github }, githubOidc: "skip", permissionsBoundary: false },
    {},
    [
      'account.githubOidc is "skip" while deployRole is set, expected "create" or "adopt"; choose "adopt" where the account has the provider already',
      "account.permissionsBoundary is off while deployRole is set, expected it on, as a role that may make roles could give itself every right; turn it on",
    ],
  ],
  [
    "a deploy role for anybody",
    { deployRole: { github: [{ owner: "acme", repository: "app" }] } },
    {},
    [
      "account.deployRole.github.0.environments names no job that may assume the role, expected an environment or a branch, got neither; add one",
    ],
  ],
  [
    "Security Hub without AWS Config",
    { securityHub: "create" },
    {},
    [
      'account.configRecorder is "skip" while securityHub is "create", expected "create" or "adopt", as Security Hub finds nothing without AWS Config; choose one or skip both',
    ],
  ],
  [
    "enhanced scanning in a region without Amazon Inspector",
    { registryScanning: "enhanced" },
    { region: "ap-southeast-6" },
    [
      'account.registryScanning is "enhanced" in a region without Amazon Inspector, got "ap-southeast-6"; choose "basic"',
    ],
  ],
  [
    "a production account without contact, trail and detection",
    { cloudtrail: "skip", guardduty: "skip", configRecorder: "skip", securityHub: "skip" },
    { profile: "prod" },
    [
      "account.contacts.security is missing, expected a security contact in profile prod (Account.1); add name, title, email and phone",
      'account.cloudtrail is "skip", expected a trail in profile prod (CloudTrail.1); choose "adopt" where the organization has one',
      'account.guardduty is "skip", expected it in profile prod; choose "adopt" where the organization runs it',
      'account.configRecorder is "skip", expected it in profile prod; choose "adopt" where the organization runs it',
      'account.securityHub is "skip", expected it in profile prod; choose "adopt" where the organization runs it',
    ],
  ],
  [
    "an administrator as developer",
    { ...strict, developerRole: { managedPolicies: ["AdministratorAccess"] } },
    { profile: "prod" },
    ["account.developerRole.managedPolicies expected narrower policies than AdministratorAccess"],
  ],
  [
    "a misspelt key",
    { cloudTrail: "create" },
    {},
    ['account.cloudTrail is not a configuration key; did you mean "cloudtrail"?'],
  ],
])("%s is refused", (_, account, changes, faults) => {
  expect(faultsOf(account, changes)).toEqual(faults);
});

test("the Bedrock form is refused in a region without Bedrock", () => {
  expect(faultsOf({ bedrockUseCase: useCase }, { region: "ap-east-1" })).toEqual([
    "account.bedrockUseCase is set in ap-east-1, which has no Bedrock, expected a region such as us-east-1; leave it out here",
  ]);
  expect(faultsOf({ bedrockUseCase: useCase }, { region: "us-west-1" })).toEqual([]);
});

test("every fault of shape is reported at once", () => {
  const faults = faultsOf({
    budgets: { account: { monthlyLimitUsd: 0 } },
    logs: { groupDays: 8 },
    environments: [],
  });
  expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
    "account.environments",
    "account.budgets.account.monthlyLimitUsd",
    "account.logs.groupDays",
  ]);
});
