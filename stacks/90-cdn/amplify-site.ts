import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { revealSecret } from "../../shared/layer-config.ts";
import { resourceName, type Scope } from "../../shared/naming.ts";
import type { CdnConfig } from "./config.ts";
import { parseAmplifyRecord, prefixOf, type DnsRecord } from "./hand-records.ts";
import { listSecurityHeaders } from "./security-headers.ts";

export interface AmplifySiteArgs {
  scope: Scope;
  profile: CdnConfig["profile"];
  cdn: CdnConfig["cdn"];
  amplify: NonNullable<CdnConfig["cdn"]["amplify"]>;
  hosts: readonly string[];
  dns: CdnConfig["domain"]["dns"];
  hostedZoneId: pulumi.Output<string | undefined>;
  domainName: pulumi.Output<string | undefined>;
  webAclArn: pulumi.Input<string> | undefined;
}

/** Every path without the ending of a file is a page of the app. */
const pagePaths =
  "</^[^.]+$|\\.(?!(css|gif|ico|jpg|jpeg|js|json|map|png|svg|txt|ttf|webmanifest|webp|woff|woff2|xml)$)([^.]+$)/>";

/** CloudFront's zone, the same for every alias record (https://docs.aws.amazon.com/general/latest/gr/cf_region.html). */
const cloudFrontZoneId = "Z2FDTNDATAQYW2";

/** The web app as Amplify builds it from a branch and serves it. */
export class AmplifySite extends pulumi.ComponentResource {
  readonly app: aws.amplify.App;
  readonly branch: aws.amplify.Branch;
  /** What is left to a person. */
  readonly dnsRecords: pulumi.Output<DnsRecord[]>;

  constructor(name: string, args: AmplifySiteArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:90-cdn:AmplifySite", name, {}, options);

    this.app = createApp(this, name, args);
    this.branch = createBranch(this, name, args);
    if (args.webAclArn !== undefined) guardApp(this, name, args.webAclArn);
    this.dnsRecords = args.hosts.length === 0 ? pulumi.output([]) : createDomain(this, name, args);
    this.registerOutputs();
  }
}

function createApp(
  parent: AmplifySite,
  name: string,
  { scope, cdn, amplify }: AmplifySiteArgs,
): aws.amplify.App {
  return new aws.amplify.App(
    name,
    {
      name: resourceName(scope, name),
      platform: "WEB",
      repository: amplify.repository,
      accessToken: revealSecret(amplify.accessToken),
      ...(amplify.buildSpec !== undefined && { buildSpec: amplify.buildSpec }),
      environmentVariables: {
        ...amplify.env,
        ...(amplify.appRoot !== undefined && { AMPLIFY_MONOREPO_APP_ROOT: amplify.appRoot }),
      },
      customRules: [{ source: pagePaths, target: "/index.html", status: "200" }],
      customHeaders: stringify({ customHeaders: [{ pattern: "**", headers: listSecurityHeaders(cdn) }] }),
    },
    { parent },
  );
}

function createBranch(
  parent: AmplifySite,
  name: string,
  { profile, amplify }: AmplifySiteArgs,
): aws.amplify.Branch {
  return new aws.amplify.Branch(
    name,
    {
      appId: parent.app.id,
      branchName: amplify.branch,
      stage: profile === "prod" ? "PRODUCTION" : "DEVELOPMENT",
      enableAutoBuild: true,
    },
    { parent },
  );
}

/** A web ACL of the edge, since Amplify serves through CloudFront. */
function guardApp(parent: AmplifySite, name: string, webAclArn: pulumi.Input<string>): void {
  new aws.wafv2.WebAclAssociation(
    name,
    { region: "us-east-1", resourceArn: parent.app.arn, webAclArn },
    { parent },
  );
}

function createDomain(parent: AmplifySite, name: string, args: AmplifySiteArgs): pulumi.Output<DnsRecord[]> {
  const { hosts, dns, hostedZoneId } = args;
  const domainName = args.domainName.apply((apex) => apex ?? "");
  const association = new aws.amplify.DomainAssociation(
    name,
    {
      appId: parent.app.id,
      domainName,
      subDomains: hosts.map((host) => ({
        branchName: parent.branch.branchName,
        prefix: domainName.apply((apex) => prefixOf(host, apex)),
      })),
      // The records that it would wait for are made from what it says.
      waitForVerification: false,
    },
    { parent },
  );
  const recordOf = (text: pulumi.Output<string | undefined>) =>
    pulumi.all([text, domainName]).apply(([words, apex]) => parseAmplifyRecord(words ?? "", apex));
  const validation = recordOf(association.certificateVerificationDnsRecord);
  const aliases = hosts.map((host) =>
    recordOf(
      pulumi
        .all([association.subDomains, domainName])
        .apply(([all, apex]) => all.find(({ prefix }) => prefix === prefixOf(host, apex))?.dnsRecord),
    ),
  );
  if (dns === "manual") {
    return pulumi.all([validation, ...aliases]).apply((all) => all.filter((record) => record !== undefined));
  }
  const place = { zoneId: hostedZoneId.apply((id) => id ?? ""), allowOverwrite: true };
  const value = (record: typeof validation) => record.apply((one) => one?.value ?? "");
  new aws.route53.Record(
    `${name}-validation`,
    {
      ...place,
      name: validation.apply((one) => one?.name ?? ""),
      type: "CNAME",
      records: [value(validation)],
      ttl: 300,
    },
    { parent },
  );
  hosts.forEach((host, index) => {
    const target = value(aliases[index]!);
    new aws.route53.Record(
      index === 0 ? `${name}-host` : host,
      // An alias record may also stand at the domain itself.
      {
        ...place,
        name: host,
        type: "A",
        aliases: [{ name: target, zoneId: cloudFrontZoneId, evaluateTargetHealth: false }],
      },
      { parent },
    );
  });
  return pulumi.output([]);
}
