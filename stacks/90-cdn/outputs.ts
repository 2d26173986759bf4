import * as pulumi from "@pulumi/pulumi";
import type { LoggedWebAcl } from "../../shared/components/logged-web-acl.ts";
import type { cdn } from "../../shared/contracts/cdn.ts";
import type { Published } from "../../shared/stack-reference.ts";
import type { Config, Front } from "./front.ts";

/** What this layer publishes. */
export function describeCdn(
  config: Config,
  front: Front,
  webAcl: LoggedWebAcl | undefined,
): Published<typeof cdn> {
  const { edge, site, log, amplify, dnsRecords } = front;
  return {
    mode: config.cdn.mode,
    distributionId: edge?.distribution.id,
    distributionArn: edge?.distribution.arn,
    distributionDomain: edge?.distribution.domainName,
    siteBucketName: site?.bucket.bucket,
    siteBucketArn: site?.bucket.arn,
    amplifyAppId: amplify?.app.id,
    amplifyBranch: amplify?.branch.branchName,
    edgeWebAclArn: webAcl?.arn,
    edgeWebAclName: webAcl?.aclName,
    accessLogGroupName: log?.logGroupName,
    webUrl: describeUrl(config, front),
    dnsRecords,
  };
}

function describeUrl(config: Config, { edge, amplify }: Front): pulumi.Input<string> {
  if (config.domain.web !== undefined) return `https://${config.domain.web}`;
  if (edge !== undefined) return pulumi.interpolate`https://${edge.distribution.domainName}`;
  if (amplify === undefined) throw new Error(`mode ${config.cdn.mode} made nothing that serves the web app`);
  // Amplify writes a branch's slashes as hyphens.
  const branch = amplify.branch.branchName.apply((name) => name.replaceAll("/", "-"));
  return pulumi.interpolate`https://${branch}.${amplify.app.defaultDomain}`;
}
