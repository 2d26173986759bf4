import { z } from "zod";
import { defineLayerConfig, type CommonConfig, type Profile } from "../../shared/config-schema.ts";
import { githubSource } from "../../shared/github-subjects.ts";
import { isServiceAvailable } from "../../shared/regions.ts";

/**
 * What to do about a thing of which an account has only one.
 * create: this stack makes it, and fails where it exists already. adopt: it exists already (made by hand or by the
 * organization); this stack uses it, sets what hangs on it, and never deletes it. skip: this stack leaves it alone.
 */
const singleton = z.enum(["create", "adopt", "skip"]);

const emails = z.array(z.email()).max(10);
const environmentName = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,11}$/, 'expected an environment\'s name such as "dev"');
const days = z.int().min(1).max(3650);
/** The only retentions that CloudWatch Logs takes (PutRetentionPolicy). */
const logGroupDays = z.literal([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

const contact = z.strictObject({
  name: z.string().min(1).max(64).describe("Full name or team"),
  title: z.string().min(1).max(50).describe("Title or role"),
  email: z.email().max(64).describe("Where AWS writes to"),
  phone: z
    .string()
    .regex(/^[\s0-9()+-]{1,25}$/, 'expected a phone number such as "+1 555 0100"')
    .describe("Where AWS calls"),
});

const budgetAlert = z.strictObject({
  percent: z.number().positive().max(1000).describe("Percentage of the limit at which the notice goes out"),
  of: z
    .enum(["actual", "forecasted"])
    .default("actual")
    .describe("Cost so far, or cost forecast for the month"),
});

const budget = z.strictObject({
  monthlyLimitUsd: z.number().positive().describe("The month's limit in USD"),
  environment: environmentName
    .optional()
    .describe(
      "Counts only this environment's cost, by its tag, once the payer account has activated the tag",
    ),
  alerts: z
    .array(budgetAlert)
    .min(1)
    .max(5)
    .default([
      { percent: 80, of: "actual" },
      { percent: 100, of: "actual" },
      { percent: 100, of: "forecasted" },
    ])
    .describe("When to send a notice"),
  emails: emails.default([]).describe("Who gets the notices, besides billing.emails"),
});

const costAnomaly = z.strictObject({
  frequency: z
    .enum(["immediate", "daily", "weekly"])
    .default("daily")
    .describe("AWS sends immediate notices to the billing topic only, daily and weekly ones by email only"),
  minimumImpactUsd: z
    .number()
    .positive()
    .default(20)
    .describe("Smallest impact in USD that is worth a notice"),
});

const deployRole = z.strictObject({
  github: z.array(githubSource).min(1).describe("The GitHub Actions jobs that may deploy"),
  maxSessionHours: z.int().min(1).max(12).default(1).describe("Longest session"),
});

const developerRole = z.strictObject({
  trustedPrincipalArns: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws:iam::\d{12}:(root|user\/.+|role\/.+)$/,
          "expected an ARN of an account, user or role",
        ),
    )
    .default([])
    .describe(
      "Who may assume the role with MFA; anybody in this account whom IAM allows to, where it is empty",
    ),
  managedPolicies: z
    .array(z.string().regex(/^[\w+=,.@/-]+$/))
    .min(1)
    .max(9)
    .refine(
      (names) => !names.includes("AdministratorAccess"),
      "expected narrower policies than AdministratorAccess",
    )
    .optional()
    .describe(
      "AWS managed policies by name; PowerUserAccess in dev and poc, ReadOnlyAccess in stage and prod",
    ),
  maxSessionHours: z.int().min(1).max(12).default(8).describe("Longest session"),
});

const bedrockUseCase = z.strictObject({
  companyName: z.string().min(1).describe("As Anthropic's first-use form asks for it"),
  companyWebsite: z.url(),
  intendedUsers: z.enum(["0", "1", "2"]).default("0").describe("The form's own code; 0 is employees"),
  industry: z.string().min(1),
  useCases: z
    .string()
    .min(10)
    .max(8000)
    .describe("What the models will be used for; cannot be changed later"),
});

export const guarddutyFeatureNames = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
] as const;

const accountSettings = z.strictObject({
  environments: z
    .array(environmentName)
    .min(1)
    .max(10)
    .optional()
    .describe(
      "The environments that live in this account; this stack's own environment where it is left out",
    ),

  contacts: z
    .strictObject({
      billing: contact.optional(),
      operations: contact.optional(),
      security: contact.optional(),
    })
    .default({})
    .describe("Alternate contacts; security is required in stage and prod (Account.1)"),

  isPayer: z
    .boolean()
    .default(false)
    .describe(
      "Whether this account pays the bill itself: it stands alone or is the organization's management account",
    ),
  costAllocationTags: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "Tag keys to activate in the bill; payer only, and a key must have been on a resource for about a day",
    ),
  billing: z
    .strictObject({
      emails: emails.default([]).describe("Who gets every notice about cost"),
      topic: z.boolean().optional().describe("An encrypted SNS topic for notices about cost; on in prod"),
    })
    .prefault({})
    .describe("Where notices about cost go"),
  budgets: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "expected lower-case letters, digits and hyphens"),
      budget,
    )
    .default({})
    .describe("Cost budgets by name"),
  costAnomaly: costAnomaly
    .optional()
    .describe("Notices about unusual cost of the account's environments; payer only"),

  logs: z
    .strictObject({
      bucketDays: days
        .optional()
        .describe("How long the log bucket keeps logs: 90 days in dev and poc, 365 in stage, 730 in prod"),
      groupDays: logGroupDays
        .optional()
        .describe("Retention of log groups: 7 days in dev and poc, 90 in stage, 365 in prod"),
      keep: z
        .boolean()
        .optional()
        .describe("Whether the stack's removal is refused while it holds logs; on in stage and prod")
        .meta({ beforeDestroy: false }),
    })
    .prefault({})
    .describe("Audit and flow logs"),
  cmks: z
    .strictObject({
      logs: z
        .boolean()
        .optional()
        .describe("A key of our own for log groups and the trail; on in stage and prod"),
      messaging: z.boolean().optional().describe("A key of our own for topics; on with billing.topic"),
    })
    .prefault({})
    .describe("Customer managed keys, each about 1 USD a month"),
  cloudtrail: singleton
    .default("create")
    .describe("The trail of management events in all regions; a second one costs money"),
  trailToLogGroup: z
    .boolean()
    .optional()
    .describe(
      "Whether the trail also goes to CloudWatch Logs, where filters can watch it; on in stage and prod",
    ),

  githubOidc: singleton.default("create").describe("The account's OIDC provider for GitHub Actions"),
  permissionsBoundary: z
    .boolean()
    .default(true)
    .describe("The boundary that every role made by a deployment must carry"),
  protectedRoleNames: z
    .array(z.string().regex(/^[\w+=,.@*-]+$/))
    .default(["OrganizationAccountAccessRole", "AWSControlTowerExecution"])
    .describe("Roles made outside of these stacks that no deployment may change; * stands for anything"),
  deployRole: deployRole.optional().describe("A role for deployments from GitHub Actions"),
  developerRole: developerRole.optional().describe("A role for people, with MFA, for console and CLI"),
  passwordPolicy: z.boolean().default(true).describe("A strict password policy for IAM users"),
  accessAnalyzer: singleton.default("create").describe("The analyzer of access from outside the account"),

  blockPublicS3: z.boolean().default(true).describe("Blocks public access to every bucket of the account"),
  encryptEbs: z.boolean().default(true).describe("Encrypts new EBS volumes of this region"),
  blockPublicSnapshots: z
    .boolean()
    .default(true)
    .describe("Blocks sharing EBS snapshots of this region with the public"),
  requireImdsV2: z.boolean().default(true).describe("New EC2 instances of this region answer only IMDSv2"),
  ecsSettings: z
    .strictObject({
      containerInsights: z
        .enum(["disabled", "enabled", "enhanced"])
        .optional()
        .describe("Enabled in stage and prod"),
      defaultLogDriverMode: z.enum(["blocking", "non-blocking"]).default("non-blocking"),
    })
    .prefault({})
    .describe("Defaults of new ECS clusters and tasks of this region"),
  apiGatewayLogs: z
    .enum(["create", "skip"])
    .default("create")
    .describe(
      "The role with which API Gateway writes logs in this region; REST stages cannot log without it",
    ),
  registryScanning: z
    .enum(["basic", "enhanced", "skip"])
    .default("basic")
    .describe("How ECR scans images on push; enhanced is Amazon Inspector and costs per image"),

  guardduty: singleton
    .optional()
    .describe("Threat detection; created in stage and prod, skipped in dev and poc"),
  guarddutyFeatures: z
    .array(z.enum(guarddutyFeatureNames))
    .default(["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"])
    .describe("Protection plans that are on; all others are turned off"),
  configRecorder: singleton
    .optional()
    .describe("AWS Config; created in stage and prod, skipped in dev and poc"),
  configFrequency: z
    .enum(["continuous", "daily"])
    .optional()
    .describe("How often a change is recorded: continuous in prod, daily elsewhere"),
  configServiceRole: z
    .enum(["create", "adopt"])
    .default("create")
    .describe("adopt where AWSServiceRoleForConfig exists already, as AWS refuses a second one"),
  securityHub: singleton
    .optional()
    .describe("Security Hub with the FSBP standard; created in stage and prod, skipped in dev and poc"),

  bedrockUseCase: bedrockUseCase
    .optional()
    .describe(
      "Anthropic's first-use form for Bedrock; it is sent once and can be neither changed nor taken back",
    ),
});

export const accountConfig = defineLayerConfig({ account: accountSettings.prefault({}) })
  .superRefine(refuseContradictions)
  .transform((config) => ({ ...config, account: fillIn(config.account, config.profile) }));

export type AccountConfig = z.output<typeof accountConfig>;
export type AccountConfigInput = z.input<typeof accountConfig>;
/** The settings with every default that depends on the profile filled in. */
export type AccountSettings = AccountConfig["account"];

function fillIn(settings: z.output<typeof accountSettings>, profile: Profile) {
  const strict = profile === "prod" || profile === "stage";
  const byProfile = <T>(values: { dev: T; stage: T; prod: T }): T =>
    profile === "prod" ? values.prod : profile === "stage" ? values.stage : values.dev;
  const topic = settings.billing.topic ?? profile === "prod";
  const guarded = strict ? ("create" as const) : ("skip" as const);
  return {
    ...settings,
    billing: { ...settings.billing, topic },
    logs: {
      bucketDays: settings.logs.bucketDays ?? byProfile({ dev: 90, stage: 365, prod: 730 }),
      groupDays: settings.logs.groupDays ?? byProfile({ dev: 7, stage: 90, prod: 365 }),
      keep: settings.logs.keep ?? strict,
    },
    cmks: { logs: settings.cmks.logs ?? strict, messaging: settings.cmks.messaging ?? topic },
    trailToLogGroup: settings.trailToLogGroup ?? strict,
    developerRole: settings.developerRole && {
      ...settings.developerRole,
      managedPolicies: settings.developerRole.managedPolicies ?? [
        strict ? "ReadOnlyAccess" : "PowerUserAccess",
      ],
    },
    ecsSettings: {
      ...settings.ecsSettings,
      containerInsights: settings.ecsSettings.containerInsights ?? (strict ? "enabled" : "disabled"),
    },
    guardduty: settings.guardduty ?? guarded,
    configRecorder: settings.configRecorder ?? guarded,
    configFrequency: settings.configFrequency ?? (profile === "prod" ? "continuous" : "daily"),
    securityHub: settings.securityHub ?? guarded,
  };
}

function refuseContradictions(
  config: CommonConfig & { account: z.output<typeof accountSettings> },
  context: z.core.$RefinementCtx,
): void {
  const { profile, region } = config;
  const account = fillIn(config.account, profile);
  const fault = (key: string, message: string) =>
    context.addIssue({ code: "custom", path: ["account", ...key.split(".")], message });

  if (!account.isPayer && account.costAllocationTags.length > 0) {
    fault(
      "costAllocationTags",
      "is set in an account that does not pay its own bill, expected isPayer: true, got false; activate the tags in the payer account",
    );
  }
  if (!account.isPayer && account.costAnomaly !== undefined) {
    fault(
      "costAnomaly",
      "watches costs by tag, which only the payer account may do, expected isPayer: true, got false; set it in the payer account's stack",
    );
  }
  if (account.costAnomaly?.frequency === "immediate" && !account.billing.topic) {
    fault(
      "costAnomaly.frequency",
      'is "immediate", which AWS sends to a topic only, expected billing.topic: true, got false; turn the topic on or choose "daily"',
    );
  }
  if (
    account.costAnomaly !== undefined &&
    account.costAnomaly.frequency !== "immediate" &&
    account.billing.emails.length === 0
  ) {
    fault(
      "costAnomaly.frequency",
      `is "${account.costAnomaly.frequency}", which AWS sends by email only, expected addresses in billing.emails, got none; add one or choose "immediate"`,
    );
  }
  if (account.billing.topic && !account.cmks.messaging) {
    fault(
      "cmks.messaging",
      "is off while billing.topic is on, expected a key of our own, as AWS drops notices to a topic under its own key; turn it on",
    );
  }
  for (const [name, { environment, emails }] of Object.entries(account.budgets)) {
    if (
      environment !== undefined &&
      account.environments !== undefined &&
      !account.environments.includes(environment)
    ) {
      fault(
        `budgets.${name}.environment`,
        `is not in this account, expected one of ${account.environments.join(", ")}, got "${environment}"; correct it or add it to environments`,
      );
    }
    const count = new Set([...emails, ...account.billing.emails]).size;
    if (count === 0 && !account.billing.topic) {
      fault(
        `budgets.${name}.emails`,
        "is empty, expected somebody who gets the notices, got neither an address nor billing.topic; add an address here or to billing.emails",
      );
    }
    if (count > 10) {
      fault(
        `budgets.${name}.emails`,
        `together with billing.emails holds ${count} addresses, expected at most 10; use a mailing list`,
      );
    }
  }
  if (account.deployRole !== undefined && account.githubOidc === "skip") {
    fault(
      "githubOidc",
      'is "skip" while deployRole is set, expected "create" or "adopt"; choose "adopt" where the account has the provider already',
    );
  }
  if (account.deployRole !== undefined && !account.permissionsBoundary) {
    fault(
      "permissionsBoundary",
      "is off while deployRole is set, expected it on, as a role that may make roles could give itself every right; turn it on",
    );
  }
  if (account.securityHub !== "skip" && account.configRecorder === "skip") {
    fault(
      "configRecorder",
      `is "skip" while securityHub is "${account.securityHub}", expected "create" or "adopt", as Security Hub finds nothing without AWS Config; choose one or skip both`,
    );
  }
  if (account.bedrockUseCase !== undefined && !isServiceAvailable("bedrock", region)) {
    fault(
      "bedrockUseCase",
      `is set in ${region}, which has no Bedrock, expected a region such as us-east-1; leave it out here`,
    );
  }
  if (account.registryScanning === "enhanced" && !isServiceAvailable("inspector2", region)) {
    fault(
      "registryScanning",
      `is "enhanced" in a region without Amazon Inspector, got "${region}"; choose "basic"`,
    );
  }
  if (profile === "prod" || profile === "stage") {
    if (account.contacts.security === undefined) {
      fault(
        "contacts.security",
        `is missing, expected a security contact in profile ${profile} (Account.1); add name, title, email and phone`,
      );
    }
    if (account.cloudtrail === "skip") {
      fault(
        "cloudtrail",
        `is "skip", expected a trail in profile ${profile} (CloudTrail.1); choose "adopt" where the organization has one`,
      );
    }
  }
  if (profile === "prod") {
    for (const key of ["guardduty", "configRecorder", "securityHub"] as const) {
      if (account[key] === "skip") {
        fault(key, `is "skip", expected it in profile prod; choose "adopt" where the organization runs it`);
      }
    }
  }
}
