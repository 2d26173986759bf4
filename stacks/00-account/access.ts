import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { deployIamStatements } from "../../shared/components/deploy-policy.ts";
import { policyDocument } from "../../shared/policy-document.ts";
import { githubIssuer, githubSubjects, githubTrustPolicy } from "../../shared/github-subjects.ts";
import { resourceName, type Scope } from "../../shared/naming.ts";
import { boundaryPolicy, developerTrustPolicy } from "./access-policies.ts";
import type { Adopted } from "./adopted.ts";
import type { AccountSettings } from "./config.ts";
import type { LogStore } from "./log-store.ts";

export interface AccessArgs {
  scope: Scope;
  /** What no deployment may touch. */
  logs: LogStore;
  adopted: Pick<Adopted, "githubOidcProviderArn">;
  settings: Pick<
    AccountSettings,
    | "accessAnalyzer"
    | "deployRole"
    | "developerRole"
    | "githubOidc"
    | "passwordPolicy"
    | "permissionsBoundary"
    | "protectedRoleNames"
  >;
}

/** Who gets into the account, and how far. */
export class Access extends pulumi.ComponentResource {
  readonly githubOidcProviderArn: pulumi.Output<string> | undefined;
  readonly permissionsBoundaryArn: pulumi.Output<string> | undefined;
  readonly deployRoleArn: pulumi.Output<string> | undefined;
  readonly developerRoleArn: pulumi.Output<string> | undefined;
  /** Where a person switches to the developer role. */
  readonly developerConsoleUrl: pulumi.Output<string> | undefined;

  constructor(name: string, args: AccessArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:00-account:Access", name, {}, opts);
    const { scope, logs, settings } = args;
    const { accountId } = scope;
    const child = { parent: this };

    const { githubOidcProviderArn: adoptedArn } = args.adopted;
    const adoptedGithubArn = adoptedArn === undefined ? undefined : pulumi.output(adoptedArn);
    const githubArn = settings.githubOidc === "create" ? createGithubProvider().arn : adoptedGithubArn;
    const boundary = settings.permissionsBoundary ? createBoundary() : undefined;
    const deploy =
      settings.deployRole && githubArn && boundary
        ? createDeployRole(settings.deployRole, githubArn, boundary)
        : undefined;
    const developer = settings.developerRole && createDeveloperRole(settings.developerRole);
    if (settings.passwordPolicy) createPasswordPolicy();
    if (settings.accessAnalyzer === "create") createAnalyzer();
    this.githubOidcProviderArn = githubArn;
    this.permissionsBoundaryArn = boundary?.arn;
    this.deployRoleArn = deploy?.arn;
    this.developerRoleArn = developer?.arn;
    this.developerConsoleUrl =
      developer &&
      pulumi.interpolate`https://signin.aws.amazon.com/switchrole?account=${accountId}&roleName=${developer.name}`;
    this.registerOutputs({ deployRoleArn: this.deployRoleArn, developerRoleArn: this.developerRoleArn });

    function createGithubProvider() {
      return new aws.iam.OpenIdConnectProvider(
        `${name}-github`,
        { url: `https://${githubIssuer}`, clientIdLists: ["sts.amazonaws.com"] },
        child,
      );
    }

    function createBoundary() {
      // The policy names itself, hence the fixed name.
      const policyName = resourceName(scope, "boundary");
      return new aws.iam.Policy(
        `${name}-boundary`,
        {
          name: policyName,
          description: "The most that a role made by a deployment may do",
          policy: pulumi.all([logs.bucketArn, logs.keyArn]).apply(([logBucketArn, logKeyArn]) =>
            boundaryPolicy({
              accountId,
              boundaryArn: `arn:aws:iam::${accountId}:policy/${policyName}`,
              logBucketArn,
              logKeyArn,
              protectedRoleNames: settings.protectedRoleNames,
            }),
          ),
        },
        child,
      );
    }

    function createDeployRole(
      { github, maxSessionHours }: NonNullable<AccountSettings["deployRole"]>,
      providerArn: pulumi.Output<string>,
      boundary: aws.iam.Policy,
    ) {
      const role = new aws.iam.Role(
        `${name}-deploy`,
        {
          description: "Deployments of infrastructure from GitHub Actions",
          assumeRolePolicy: providerArn.apply((arn) =>
            githubTrustPolicy(arn, github.flatMap(githubSubjects)),
          ),
          maxSessionDuration: maxSessionHours * 3600,
          permissionsBoundary: boundary.arn,
        },
        child,
      );
      new aws.iam.RolePolicyAttachment(
        `${name}-deploy-power-user`,
        { role: role.name, policyArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
        child,
      );
      new aws.iam.RolePolicy(
        `${name}-deploy-iam`,
        {
          role: role.name,
          policy: boundary.arn.apply((boundaryArn) =>
            policyDocument(deployIamStatements({ accountId, boundaryArn })),
          ),
        },
        child,
      );
      return role;
    }

    function createDeveloperRole(developerRole: NonNullable<AccountSettings["developerRole"]>) {
      const role = new aws.iam.Role(
        `${name}-developer`,
        {
          description: "People, with MFA",
          assumeRolePolicy: developerTrustPolicy({
            accountId,
            trustedPrincipalArns: developerRole.trustedPrincipalArns,
          }),
          maxSessionDuration: developerRole.maxSessionHours * 3600,
          ...(boundary && { permissionsBoundary: boundary.arn }),
        },
        child,
      );
      for (const policy of developerRole.managedPolicies) {
        new aws.iam.RolePolicyAttachment(
          `${name}-developer-${policy.replaceAll("/", "-")}`,
          { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          child,
        );
      }
      return role;
    }

    function createPasswordPolicy() {
      return new aws.iam.AccountPasswordPolicy(
        `${name}-passwords`,
        {
          minimumPasswordLength: 14,
          requireLowercaseCharacters: true,
          requireUppercaseCharacters: true,
          requireNumbers: true,
          requireSymbols: true,
          passwordReusePrevention: 24,
          maxPasswordAge: 90,
          allowUsersToChangePassword: true,
        },
        // Deleting it would bring AWS's lax policy back for everybody in the account.
        { ...child, retainOnDelete: true },
      );
    }

    function createAnalyzer() {
      return new aws.accessanalyzer.Analyzer(
        `${name}-analyzer`,
        { analyzerName: resourceName(scope, "outside-access"), type: "ACCOUNT" },
        child,
      );
    }
  }
}
