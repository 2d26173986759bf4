import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { auth } from "../../shared/contracts/auth.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import { LoggedWebAcl } from "../../shared/components/logged-web-acl.ts";
import type { Scope } from "../../shared/naming.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import type { Attachment } from "./attachments.ts";
import type { HardenConfig } from "./config.ts";

export interface RequestFilterArgs {
  scope: Scope;
  waf: HardenConfig["harden"]["waf"];
  attachments: readonly Attachment[];
  compute: Upstream<typeof compute>;
  auth: Upstream<typeof auth> | undefined;
  logKmsKeyArn: pulumi.Input<string | undefined>;
}

/** The regional web ACL, attached to each of its targets. */
export class RequestFilter extends pulumi.ComponentResource {
  readonly webAcl: LoggedWebAcl;

  constructor(name: string, args: RequestFilterArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:80-harden:RequestFilter", name, {}, opts);
    const { scope, waf, logKmsKeyArn } = args;
    const { caller, logRetentionDays } = waf;
    this.webAcl = new LoggedWebAcl(
      "requests",
      { scope, guards: "REGIONAL", config: waf, caller, logRetentionDays, logKmsKeyArn },
      { parent: this },
    );
    for (const attachment of args.attachments) {
      new aws.wafv2.WebAclAssociation(
        attachment.name,
        { resourceArn: arnOf(attachment, args), webAclArn: this.webAcl.arn },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}

/** Missing ones were refused before the first resource, so an empty ARN is only ever seen in a preview. */
function arnOf(attachment: Attachment, { compute, auth }: RequestFilterArgs): pulumi.Input<string> {
  if ("arn" in attachment) return attachment.arn;
  if ("service" in attachment) {
    return compute.services.apply((services) => services[attachment.service]?.arn ?? "");
  }
  switch (attachment.from) {
    case "publicLoadBalancer":
    case "internalLoadBalancer":
      return compute[attachment.from].apply((door) => door?.arn ?? "");
    case "apiStage":
      return pulumi.output(auth?.apiStageArn).apply((arn) => arn ?? "");
    case "userPool":
      return pulumi.output(auth?.userPoolArn).apply((arn) => arn ?? "");
  }
}
