import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../../shared/naming.ts";
import type { AlarmPlan } from "./alarm-plan.ts";
import { describeLinks, renderDashboard } from "./dashboard.ts";
import type { Text } from "./signal.ts";

export interface EnvironmentDashboardArgs {
  scope: Scope;
  prefix: string;
  plan: AlarmPlan;
  composites: readonly string[];
  webUrl: Text | undefined;
  budgetNames: readonly Text[];
}

/** The environment on one page. */
export class EnvironmentDashboard extends pulumi.ComponentResource {
  readonly url: string;

  constructor(name: string, args: EnvironmentDashboardArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:95-observability:EnvironmentDashboard", name, {}, opts);
    const { scope, prefix, plan, composites, webUrl, budgetNames } = args;
    const { region, accountId } = scope;
    new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName: prefix,
        dashboardBody: pulumi.output({ plan, webUrl, budgetNames }).apply((known) =>
          renderDashboard({
            title: prefix,
            region,
            accountId,
            // Every text is plain inside of apply.
            plan: known.plan,
            composites,
            links: describeLinks({
              region,
              prefix,
              webUrl: known.webUrl,
              budgetNames: known.budgetNames,
            }),
          }),
        ),
      },
      { parent: this },
    );
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${prefix}`;
    this.registerOutputs({ url: this.url });
  }
}
