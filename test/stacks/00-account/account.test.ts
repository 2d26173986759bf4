import { expect, test } from "@jest/globals";
import { examples, type AccountExample } from "../../support/examples/account.ts";
import { runLayer } from "../../support/layer-under-mocks.ts";

type Existing = NonNullable<Parameters<typeof runLayer>[0]["existing"]>;

const runWith = (name: AccountExample, change: object, existing: Existing = []) => {
  const { account, ...common } = examples[name];
  return runLayer({
    layer: "00-account",
    stack: name.split("-").at(-1)!,
    config: { ...common, account: { ...account, ...change } },
    existing,
  });
};

const runs = new Map<AccountExample, ReturnType<typeof runLayer>>();

/** The layer under an example as it stands; a program runs once however many tests look at it. */
const run = (name: AccountExample) => {
  const made = runs.get(name) ?? runWith(name, {});
  runs.set(name, made);
  return made;
};

test.each(Object.keys(examples) as AccountExample[])(
  "%s: one trail of all regions, digitally signed, into a private and encrypted bucket",
  async (name) => {
    const account = await run(name);
    const bucket = account.resource("aws:s3/bucket:Bucket").inputs["bucket"];
    expect(account.resource("aws:cloudtrail/trail:Trail").inputs).toMatchObject({
      s3BucketName: bucket,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
    });
    expect(account.resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toEqual({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(
      account.resource(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      ).inputs["rules"],
    ).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
    expect(
      account.resource("aws:s3/bucketVersioning:BucketVersioning").inputs["versioningConfiguration"],
    ).toEqual({ status: "Enabled" });
    expect(account.resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs["rule"]).toEqual(
      {
        objectOwnership: "BucketOwnerEnforced",
      },
    );
  },
);

test.each(Object.keys(examples) as AccountExample[])("%s: the account is hardened", async (name) => {
  const account = await run(name);
  expect(account.resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").inputs).toEqual({
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  expect(account.resource("aws:ebs/encryptionByDefault:EncryptionByDefault").inputs).toEqual({
    enabled: true,
  });
  expect(account.resource("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess").inputs).toEqual({
    state: "block-all-sharing",
  });
  expect(
    account.resource("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults").inputs["httpTokens"],
  ).toBe("required");
  expect(
    account.resource("aws:iam/accountPasswordPolicy:AccountPasswordPolicy").inputs["minimumPasswordLength"],
  ).toBe(14);
  expect(account.all("aws:accessanalyzer/analyzer:Analyzer")).toHaveLength(1);
  expect(account.all("aws:iam/user:User")).toEqual([]);
});

test("every hardening can be turned off where somebody else looks after it", async () => {
  const { resources } = await runWith("tap-poc", {
    blockPublicS3: false,
    encryptEbs: false,
    blockPublicSnapshots: false,
    requireImdsV2: false,
    registryScanning: "skip",
    apiGatewayLogs: "skip",
    passwordPolicy: false,
    accessAnalyzer: "skip",
    cloudtrail: "adopt",
  });
  const types = resources.map(({ type }) => type);
  expect(types).not.toContain("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock");
  expect(types).not.toContain("aws:ebs/encryptionByDefault:EncryptionByDefault");
  expect(types).not.toContain("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults");
  expect(types).not.toContain("aws:apigateway/account:Account");
  expect(types).not.toContain("aws:cloudtrail/trail:Trail");
});

test("doc-pipeline in dev: contacts, a budget, no paid detection and no keys of our own", async () => {
  const account = await run("doc-pipeline-nonprod");
  expect(
    account
      .all("aws:account/alternativeContact:AlternativeContact")
      .map(({ inputs }) => inputs["alternateContactType"]),
  ).toEqual(["BILLING", "OPERATIONS", "SECURITY"]);
  expect(account.resource("aws:budgets/budget:Budget").inputs).toMatchObject({
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "300",
    limitUnit: "USD",
    costFilters: [],
  });
  expect(account.resource("aws:budgets/budget:Budget").inputs).not.toHaveProperty("timePeriodStart");
  expect(account.all("aws:guardduty/detector:Detector")).toEqual([]);
  expect(account.all("aws:securityhub/account:Account")).toEqual([]);
  expect(account.all("aws:kms/key:Key")).toEqual([]);
  expect(account.outputs).not.toHaveProperty("logKmsKeyArn");
});

test("doc-pipeline in production: encrypted trail that also reaches CloudWatch, and detection on", async () => {
  const account = await run("doc-pipeline-prod");
  const keys = account.all("aws:kms/key:Key");
  expect(keys.map(({ inputs }) => inputs["enableKeyRotation"])).toEqual([true, true]);
  expect(account.resource("aws:cloudtrail/trail:Trail").inputs["kmsKeyId"]).toBe(
    account.outputs["logKmsKeyArn"],
  );
  expect(account.resource("aws:cloudtrail/trail:Trail").inputs["cloudWatchLogsGroupArn"]).toMatch(
    /:log-group:\/cloudtrail\/docs-prod-trail:\*$/,
  );
  expect(account.resource("aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
    retentionInDays: 365,
    kmsKeyId: account.outputs["logKmsKeyArn"],
  });
  expect(account.resource("aws:sns/topic:Topic").inputs["kmsMasterKeyId"]).toBe(
    account.outputs["messagingKmsKeyArn"],
  );
  expect(account.resource("aws:securityhub/account:Account").inputs["enableDefaultStandards"]).toBe(false);
  expect(account.resource("aws:securityhub/standardsSubscription:StandardsSubscription").inputs).toEqual({
    standardsArn: "arn:aws:securityhub:us-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
  });
  expect(account.resource("aws:cfg/recorder:Recorder").inputs).toMatchObject({
    roleArn: expect.stringContaining("AWSServiceRoleForConfig"),
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
    recordingMode: { recordingFrequency: "CONTINUOUS" },
  });
  const features = account.all("aws:guardduty/detectorFeature:DetectorFeature");
  expect(Object.fromEntries(features.map(({ inputs }) => [inputs["name"], inputs["status"]]))).toEqual({
    S3_DATA_EVENTS: "ENABLED",
    EKS_AUDIT_LOGS: "DISABLED",
    EBS_MALWARE_PROTECTION: "DISABLED",
    RDS_LOGIN_EVENTS: "ENABLED",
    LAMBDA_NETWORK_LOGS: "ENABLED",
    RUNTIME_MONITORING: "DISABLED",
  });
});

test("deployments are trusted by both forms of subject, under the boundary, without administrator's rights", async () => {
  const account = await run("doc-pipeline-nonprod");
  const role = account.resource("aws:iam/role:Role", "deploy").inputs;
  const [trust] = JSON.parse(role["assumeRolePolicy"]).Statement;
  expect(trust.Condition.StringEquals["token.actions.githubusercontent.com:sub"]).toEqual([
    "repo:example-org/docs:environment:dev",
    "repo:example-org@1234567/docs@7654321:environment:dev",
    "repo:example-org/docs:environment:stage",
    "repo:example-org@1234567/docs@7654321:environment:stage",
  ]);
  expect(trust.Principal.Federated).toBe(account.outputs["githubOidcProviderArn"]);
  expect(role["permissionsBoundary"]).toBe(account.outputs["permissionsBoundaryArn"]);
  const attached = account.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  expect(attached.map(({ inputs }) => inputs["policyArn"])).not.toContain(
    "arn:aws:iam::aws:policy/AdministratorAccess",
  );
});

test("the boundary names itself", async () => {
  const account = await run("doc-pipeline-nonprod");
  const { policy } = account.resource("aws:iam/policy:Policy").inputs;
  expect(policy).toContain(`"iam:PermissionsBoundary":"${account.outputs["permissionsBoundaryArn"]}"`);
});

test("people switch to the developer role in the console", async () => {
  const { outputs } = await run("doc-pipeline-nonprod");
  const roleName = outputs["developerRoleArn"].split("/").at(-1);
  expect(outputs["developerConsoleUrl"]).toBe(
    `https://signin.aws.amazon.com/switchrole?account=111111111111&roleName=${roleName}`,
  );
});

test("app-runner in dev: a budget for each environment's tag and daily anomaly mail", async () => {
  const account = await run("app-runner-nonprod");
  expect(account.all("aws:budgets/budget:Budget").map(({ inputs }) => inputs["costFilters"])).toEqual([
    [{ name: "TagKeyValue", values: ["user:Environment$dev"] }],
    [{ name: "TagKeyValue", values: ["user:Environment$staging"] }],
  ]);
  expect(account.resource("aws:costexplorer/anomalyMonitor:AnomalyMonitor").inputs).not.toHaveProperty(
    "monitorDimension",
  );
  expect(account.resource("aws:costexplorer/anomalySubscription:AnomalySubscription").inputs).toMatchObject({
    frequency: "DAILY",
    subscribers: [{ type: "EMAIL", address: "costs@example.com" }],
    thresholdExpression: {
      dimension: {
        key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
        matchOptions: ["GREATER_THAN_OR_EQUAL"],
        values: ["10"],
      },
    },
  });
  expect(account.all("aws:costexplorer/costAllocationTag:CostAllocationTag")).toHaveLength(3);
  expect(account.outputs["budgetNames"]).toHaveLength(2);
});

test("app-runner in production: immediate anomaly notices reach people through the encrypted topic", async () => {
  const account = await run("app-runner-prod");
  expect(account.resource("aws:costexplorer/anomalySubscription:AnomalySubscription").inputs).toMatchObject({
    frequency: "IMMEDIATE",
    subscribers: [{ type: "SNS", address: account.outputs["billingTopicArn"] }],
  });
  expect(account.resource("aws:sns/topicSubscription:TopicSubscription").inputs).toMatchObject({
    protocol: "email",
    endpoint: "costs@example.com",
  });
});

test("web-api: nothing about cost unless it is asked for", async () => {
  const account = await run("web-api-nonprod");
  const types = new Set(account.resources.map(({ type }) => type.split("/")[0]));
  expect(types.has("aws:budgets")).toBe(false);
  expect(types.has("aws:costexplorer")).toBe(false);
  expect(account.outputs["budgetNames"]).toEqual([]);
});

test("utm: threat detection by one line", async () => {
  const account = await run("utm-nonprod");
  expect(account.resource("aws:guardduty/detector:Detector").inputs["enable"]).toBe(true);
});

test("tap: the Bedrock form is sent as Anthropic asks for it", async () => {
  const account = await run("tap-poc");
  const { formData } = account.resource("aws:bedrock/useCaseForModelAccess:UseCaseForModelAccess").inputs;
  expect(JSON.parse(formData)).toEqual({
    companyName: "Example Inc.",
    companyWebsite: "https://www.example.com",
    intendedUsers: "0",
    industryOption: "Software",
    otherIndustryOption: "",
    useCases: "Drafting and summarising documents of our own staff",
  });
});

const oidcArn = "arn:aws:iam::888888888888:oidc-provider/token.actions.githubusercontent.com";

test("an adopted OIDC provider is used and not made", async () => {
  const account = await runWith("tap-poc", { githubOidc: "adopt" }, [
    { type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider", id: oidcArn, region: "global" },
  ]);
  expect(account.all("aws:iam/openIdConnectProvider:OpenIdConnectProvider")).toEqual([]);
  expect(account.outputs["githubOidcProviderArn"]).toBe(oidcArn);
});

test("adopted detection is used and not made: the detector's plans and the standard are set, nothing else", async () => {
  const adopted = { guardduty: "adopt", configRecorder: "adopt", securityHub: "adopt" };
  const account = await runWith("doc-pipeline-prod", adopted, [
    { type: "aws:guardduty/detector:Detector", id: "12abc34d567e8fa901bc2d34e56789f0" },
  ]);
  expect(account.all("aws:guardduty/detector:Detector")).toEqual([]);
  expect(account.all("aws:cfg/recorder:Recorder")).toEqual([]);
  expect(account.all("aws:securityhub/account:Account")).toEqual([]);
  const features = account.all("aws:guardduty/detectorFeature:DetectorFeature");
  expect(new Set(features.map(({ inputs }) => inputs["detectorId"]))).toEqual(
    new Set(["12abc34d567e8fa901bc2d34e56789f0"]),
  );
  expect(account.all("aws:securityhub/standardsSubscription:StandardsSubscription")).toHaveLength(1);
});

test("what is to be adopted and is not there is refused before anything is made, all of it at once", async () => {
  const refused = runWith("tap-poc", { githubOidc: "adopt", guardduty: "adopt" });
  await expect(refused).rejects.toThrow(
    new RegExp(
      "^the account holds less than its configuration says:\\n" +
        '  - account.githubOidc is "adopt", expected the account\'s OIDC provider for GitHub Actions, got: .*; choose "create" where there is none\\n' +
        '  - account.guardduty is "adopt", expected a detector in this region, got: .*; choose "create" where there is none$',
    ),
  );
});

test("several environments share what one account has", async () => {
  const account = await run("doc-pipeline-nonprod");
  expect(account.outputs["logBucketName"]).toBe("docs-nonprod-logs-111111111111-us-west-1");
});
