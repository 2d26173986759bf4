import { isStrict } from "../../shared/blueprint.ts";
import { account } from "../../shared/contracts/account.ts";
import { defineGate } from "../../shared/gate.ts";
import { missingBlocks } from "../../shared/public-access-block.ts";
import { accountConfig } from "./config.ts";

const github = "token.actions.githubusercontent.com";

export default defineGate({
  contract: account,
  config: accountConfig,
  checks: [
    {
      id: "trail-records",
      title: "the trail of management events records",
      reach: "aws",
      skip: ({ outputs }) =>
        outputs.trailArn === undefined ? "the trail is not this stack's (account.cloudtrail)" : undefined,
      expected: "IsLogging true and no delivery error",
      remedy:
        "look at the trail in CloudTrail's console; its bucket policy must let cloudtrail.amazonaws.com write",
      timeoutSeconds: 60,
      async look({ outputs: { trailArn }, config }, world) {
        const { CloudTrailClient, GetTrailStatusCommand } = await import("@aws-sdk/client-cloudtrail");
        const status = await new CloudTrailClient(world.aws(config.region)).send(
          new GetTrailStatusCommand({ Name: trailArn }),
          { abortSignal: world.signal },
        );
        const error = status.LatestDeliveryError ?? "";
        return [
          ...(status.IsLogging === true ? [] : ["IsLogging false"]),
          ...(error === "" ? [] : [`delivery error ${error}`]),
        ];
      },
    },
    {
      id: "root-user-is-locked",
      title: "the root user has MFA and no access keys",
      reach: "aws",
      expected: "AccountMFAEnabled 1 (or no root password at all) and AccountAccessKeysPresent 0",
      remedy: "sign in as root: My security credentials, assign an MFA device and delete access keys",
      warnsOnly: ({ config }) => !isStrict(config.profile),
      timeoutSeconds: 0,
      async look({ config }, world) {
        const { IAMClient, GetAccountSummaryCommand } = await import("@aws-sdk/client-iam");
        const { SummaryMap = {} } = await new IAMClient(world.aws(config.region)).send(
          new GetAccountSummaryCommand({}),
          { abortSignal: world.signal },
        );
        const { AccountMFAEnabled, AccountPasswordPresent, AccountAccessKeysPresent } = SummaryMap;
        // A member of an organization may have no root password left, and then needs no MFA.
        return [
          ...(AccountMFAEnabled === 1 || AccountPasswordPresent === 0
            ? []
            : [`AccountMFAEnabled ${AccountMFAEnabled}`]),
          ...((AccountAccessKeysPresent ?? 0) === 0
            ? []
            : [`AccountAccessKeysPresent ${AccountAccessKeysPresent}`]),
        ];
      },
    },
    {
      id: "budgets-exist",
      title: "every budget watches the cost",
      reach: "aws",
      skip: ({ outputs }) => (outputs.budgetNames.length === 0 ? "no budget is configured" : undefined),
      expected: "all budgets that are published",
      remedy: "bring 00-account up again with --refresh; somebody has deleted a budget",
      async look({ outputs, config }, world) {
        const { BudgetsClient, paginateDescribeBudgets } = await import("@aws-sdk/client-budgets");
        // The one endpoint of Budgets is in us-east-1.
        const client = new BudgetsClient(world.aws("us-east-1"));
        const found = new Set<string | undefined>();
        for await (const page of paginateDescribeBudgets({ client }, { AccountId: config.accountId })) {
          page.Budgets?.forEach(({ BudgetName }) => found.add(BudgetName));
        }
        return outputs.budgetNames.filter((name) => !found.has(name)).map((name) => `no budget "${name}"`);
      },
    },
    {
      id: "github-is-known",
      title: "GitHub's tokens are accepted for sts.amazonaws.com",
      reach: "aws",
      skip: ({ outputs }) =>
        outputs.githubOidcProviderArn === undefined ? "account.githubOidc is skip" : undefined,
      expected: `a provider for ${github} with the audience sts.amazonaws.com`,
      remedy:
        "bring 00-account up again with --refresh, or put the audience back where somebody adopted the provider",
      async look({ outputs, config }, world) {
        const { IAMClient, GetOpenIDConnectProviderCommand } = await import("@aws-sdk/client-iam");
        const provider = await new IAMClient(world.aws(config.region)).send(
          new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: outputs.githubOidcProviderArn }),
          { abortSignal: world.signal },
        );
        const { Url = "", ClientIDList = [] } = provider;
        return [
          ...(Url.replace("https://", "") === github ? [] : [`a provider for ${Url}`]),
          ...(ClientIDList.includes("sts.amazonaws.com") ? [] : [`the audiences ${ClientIDList.join(", ")}`]),
        ];
      },
    },
    {
      id: "log-bucket-is-private",
      title: "the log bucket is closed to the public",
      reach: "aws",
      expected: "all four blocks of public access",
      remedy: "bring 00-account up again with --refresh; somebody has opened the bucket",
      async look({ outputs, config }, world) {
        const { S3Client, GetPublicAccessBlockCommand } = await import("@aws-sdk/client-s3");
        const { PublicAccessBlockConfiguration: blocks } = await new S3Client(world.aws(config.region)).send(
          new GetPublicAccessBlockCommand({ Bucket: outputs.logBucketName }),
          { abortSignal: world.signal },
        );
        return missingBlocks(blocks).map((name) => `${name} off`);
      },
    },
  ],
  confirmations: [
    {
      id: "root-user",
      what: "the root user has MFA and no access keys, and its credentials are locked away",
      how: "sign in as root, My security credentials; the gate looks at the first half by itself",
    },
    {
      id: "break-glass-user",
      what: "there is a break-glass user with MFA, whose credentials are kept offline",
      how: "IAM, Users; for the day on which single sign-on is down",
    },
    {
      id: "billing-access",
      what: "IAM users and roles may see billing information",
      how: 'as root: Account, "IAM user and role access to Billing information", Activate',
    },
    {
      id: "developer-mfa",
      what: "everybody who may assume the developer role has MFA",
      how: "IAM, Users or your identity provider; the role refuses sessions without MFA",
      applies: ({ account: { developerRole } }) => developerRole !== undefined,
    },
    {
      id: "anomaly-mails",
      what: "everybody in account.billing.emails has confirmed the subscription to the billing topic",
      how: "the link in the mail from AWS Notifications",
      applies: ({ account: { costAnomaly } }) => costAnomaly?.frequency === "immediate",
    },
    {
      id: "cost-allocation-tags",
      what: "the tag Environment is active as a cost allocation tag in the account that pays",
      how: "a day after the first rollout: Billing, Cost allocation tags (or account.costAllocationTags of the payer)",
      applies: ({ account: { budgets } }) =>
        Object.values(budgets).some(({ environment }) => environment !== undefined),
    },
    {
      id: "bedrock-access",
      what: "the models that the product calls answer in Bedrock's playground",
      how: "Bedrock, Playgrounds; third-party models need the form of account.bedrockUseCase and a subscription",
      applies: ({ account: { bedrockUseCase } }) => bedrockUseCase !== undefined,
    },
  ],
});
