import * as pulumi from "@pulumi/pulumi";
import { deployIamStatements } from "../../shared/components/deploy-policy.ts";
import type { Statement } from "../../shared/policy-document.ts";
import type { Settled } from "../../shared/config-schema.ts";
import type { account } from "../../shared/contracts/account.ts";
import type { cdn } from "../../shared/contracts/cdn.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { data } from "../../shared/contracts/data.ts";
import { ssmPrefix } from "../../shared/naming.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { backendStatements, computeKeys } from "./backend-policy.ts";
import type { CicdConfig } from "./config.ts";
import { backendSettings, DeliverySettings, frontendSettings } from "./delivery-settings.ts";
import { frontendStatements, siteKeys } from "./frontend-policy.ts";
import { compareStatements, lookStatements } from "./look-policy.ts";
import { otherEnvironmentsStay } from "./other-environments.ts";
import { PipelineRole, type PipelineRoleArgs } from "./pipeline-role.ts";

export interface PipelinesArgs {
  config: Settled<CicdConfig>;
  account: Upstream<typeof account>;
  compute: Upstream<typeof compute>;
  data: Upstream<typeof data> | undefined;
  cdn: Upstream<typeof cdn> | undefined;
}

type Purpose = "backend" | "frontend" | "infraPreview" | "drift" | "infraUp";

/** One role for each purpose that the configuration names, and where deliveries find what they need. */
export class Pipelines extends pulumi.ComponentResource {
  readonly roleArns: Partial<Record<Purpose, pulumi.Output<string>>> = {};
  /** Names in SSM, by what is delivered. */
  readonly settings: { backend?: string; frontend?: string } = {};

  constructor(name: string, args: PipelinesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:99-cicd:Pipelines", name, {}, options);
    const { cicd } = args.config;
    const prefix = ssmPrefix(args.config);

    const values: Record<string, pulumi.Input<string>> = {};
    if (cicd.backend) {
      const compute = pick(args.compute, computeKeys);
      this.settings.backend = `${prefix}delivery/backend`;
      values[this.settings.backend] = compute.apply(backendSettings);
      createRole(this, "backend", args, {
        description: "Delivers the backend from GitHub Actions",
        statements: compute.apply((published) =>
          backendStatements(published, parameterArn(args, `${prefix}delivery/backend`)),
        ),
      });
    }
    if (cicd.frontend && args.cdn) {
      const site = pick(args.cdn, siteKeys);
      this.settings.frontend = `${prefix}delivery/frontend`;
      values[this.settings.frontend] = site.apply(frontendSettings);
      for (const [variable, value] of Object.entries(cicd.frontend.env))
        values[`${prefix}web/${variable}`] = value;
      createRole(this, "frontend", args, {
        description: "Delivers the web app from GitHub Actions",
        statements: site.apply((published) =>
          frontendStatements(published, args.config, [
            parameterArn(args, `${prefix}delivery/frontend`),
            parameterArn(args, `${prefix}web`),
            parameterArn(args, `${prefix}web/*`),
          ]),
        ),
      });
    }
    if (cicd.infraPreview) {
      createRole(this, "infraPreview", args, {
        description: "Previews infrastructure from GitHub Actions",
        statements: lookStatements(args.config.region, cicd.state),
      });
    }
    if (cicd.drift) {
      createRole(this, "drift", args, {
        description: "Compares infrastructure with its state from GitHub Actions",
        statements: compare(args),
      });
    }
    if (cicd.infraUp) {
      createRole(this, "infraUp", args, {
        description: "Changes infrastructure from GitHub Actions",
        managedPolicy: "PowerUserAccess",
        statements: change(args),
      });
    }
    new DeliverySettings("settings", { values }, { parent: this });
    this.registerOutputs({ roleArns: this.roleArns });
  }
}

function createRole(
  parent: Pipelines,
  purpose: Purpose,
  { config, account }: PipelinesArgs,
  what: Pick<PipelineRoleArgs, "description" | "statements" | "managedPolicy">,
): void {
  const pipeline = config.cicd[purpose];
  if (pipeline === undefined) return;
  parent.roleArns[purpose] = new PipelineRole(
    purpose,
    {
      ...what,
      pipeline,
      githubOidcProviderArn: account.githubOidcProviderArn.apply((arn) => arn ?? ""),
      permissionsBoundaryArn: account.permissionsBoundaryArn,
    },
    { parent },
  ).arn;
}

function compare({ config, data }: PipelinesArgs): pulumi.Output<Statement[]> {
  return pulumi
    .output(data?.dataKmsKeyArn)
    .apply((dataKmsKeyArn) => [
      ...lookStatements(config.region, config.cicd.state),
      ...compareStatements({ ...config, ssmPrefix: ssmPrefix(config), dataKmsKeyArn }),
    ]);
}

function change({ config, account }: PipelinesArgs): pulumi.Output<Statement[]> {
  return account.permissionsBoundaryArn.apply((boundaryArn = "") => [
    ...deployIamStatements({ accountId: config.accountId, boundaryArn }),
    otherEnvironmentsStay(config.environment),
  ]);
}

function parameterArn({ config }: PipelinesArgs, name: string): string {
  return `arn:aws:ssm:${config.region}:${config.accountId}:parameter${name}`;
}

/** Some outputs of an upstream at once, and no others: what a layer reads is on record. */
function pick<T extends object, K extends keyof T>(
  upstream: T,
  keys: readonly K[],
): pulumi.Output<pulumi.Unwrap<Pick<T, K>>> {
  return pulumi.output(Object.fromEntries(keys.map((key) => [key, upstream[key]])) as Pick<T, K>);
}
