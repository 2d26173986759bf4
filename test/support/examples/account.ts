import type { AccountConfigInput } from "../../../stacks/00-account/config.ts";

/** One stack for each account: the systems' dev and stage share one, production has its own. */
export type AccountExample =
  | "doc-pipeline-nonprod"
  | "doc-pipeline-prod"
  | "web-api-nonprod"
  | "web-api-prod"
  | "app-runner-nonprod"
  | "app-runner-prod"
  | "utm-nonprod"
  | "tap-poc";

const contact = (email: string, title: string) => ({
  name: "Platform team",
  title,
  email,
  phone: "+1 555 0100",
});

/** What each of the five systems asks of its account. */
export const examples: Record<AccountExample, AccountConfigInput> = {
  "doc-pipeline-nonprod": {
    product: "docs",
    profile: "dev",
    accountId: "111111111111",
    region: "us-west-1",
    owner: "platform",
    costCenter: "docs",
    account: {
      environments: ["dev", "stage"],
      isPayer: true,
      contacts: {
        billing: contact("billing@example.com", "Finance"),
        operations: contact("ops@example.com", "On call"),
        security: contact("security@example.com", "Security"),
      },
      billing: { emails: ["billing@example.com"] },
      budgets: { account: { monthlyLimitUsd: 300 } },
      deployRole: {
        github: [
          {
            owner: "example-org",
            repository: "docs",
            ownerId: "1234567",
            repositoryId: "7654321",
            environments: ["dev", "stage"],
          },
        ],
      },
      developerRole: {},
    },
  },
  "doc-pipeline-prod": {
    product: "docs",
    profile: "prod",
    accountId: "222222222222",
    region: "us-west-1",
    owner: "platform",
    costCenter: "docs",
    account: {
      environments: ["prod"],
      contacts: { security: contact("security@example.com", "Security") },
      billing: { emails: ["billing@example.com"] },
      budgets: { account: { monthlyLimitUsd: 1500 } },
      deployRole: {
        github: [
          {
            owner: "example-org",
            repository: "docs",
            ownerId: "1234567",
            repositoryId: "7654321",
            environments: ["prod"],
          },
        ],
      },
      developerRole: {},
    },
  },
  "web-api-nonprod": {
    product: "webapi",
    profile: "dev",
    accountId: "333333333333",
    region: "us-east-1",
    owner: "web",
    costCenter: "web",
    account: {
      environments: ["dev", "stage"],
      deployRole: {
        github: [{ owner: "example-org", repository: "web-api", branches: ["develop", "staging"] }],
      },
    },
  },
  "web-api-prod": {
    product: "webapi",
    profile: "prod",
    accountId: "444444444444",
    region: "us-east-1",
    owner: "web",
    costCenter: "web",
    account: {
      environments: ["prod"],
      contacts: { security: contact("security@example.com", "Security") },
      billing: { emails: ["billing@example.com"] },
      deployRole: { github: [{ owner: "example-org", repository: "web-api", branches: ["main"] }] },
    },
  },
  "app-runner-nonprod": {
    product: "runner",
    profile: "dev",
    accountId: "555555555555",
    region: "us-east-1",
    owner: "apps",
    costCenter: "apps",
    account: {
      environments: ["dev", "staging"],
      isPayer: true,
      costAllocationTags: ["Environment", "Project", "CostCenter"],
      billing: { emails: ["costs@example.com"] },
      budgets: {
        dev: { monthlyLimitUsd: 50, environment: "dev" },
        staging: { monthlyLimitUsd: 80, environment: "staging" },
      },
      costAnomaly: { frequency: "daily", minimumImpactUsd: 10 },
    },
  },
  "app-runner-prod": {
    product: "runner",
    profile: "prod",
    accountId: "666666666666",
    region: "us-east-1",
    owner: "apps",
    costCenter: "apps",
    account: {
      environments: ["prod"],
      isPayer: true,
      contacts: { security: contact("security@example.com", "Security") },
      costAllocationTags: ["Environment", "Project", "CostCenter"],
      billing: { emails: ["costs@example.com"], topic: true },
      budgets: { prod: { monthlyLimitUsd: 400, environment: "prod" } },
      costAnomaly: { frequency: "immediate", minimumImpactUsd: 25 },
    },
  },
  "utm-nonprod": {
    product: "utm",
    profile: "dev",
    accountId: "777777777777",
    region: "us-east-1",
    owner: "utm",
    costCenter: "utm",
    account: {
      environments: ["dev"],
      // What its plan leaves for later: the trail is on by default, threat detection is this line.
      guardduty: "create",
    },
  },
  "tap-poc": {
    product: "tap",
    profile: "poc",
    accountId: "888888888888",
    region: "us-east-1",
    owner: "tap",
    costCenter: "tap",
    account: {
      environments: ["poc"],
      deployRole: {
        github: [
          {
            owner: "example-org",
            repository: "tap",
            ownerId: "1234567",
            repositoryId: "24680",
            branches: ["main"],
          },
        ],
      },
      bedrockUseCase: {
        companyName: "Example Inc.",
        companyWebsite: "https://www.example.com",
        industry: "Software",
        useCases: "Drafting and summarising documents of our own staff",
      },
    },
  },
};
