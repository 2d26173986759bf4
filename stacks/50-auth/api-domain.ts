import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createAlias, type Dns, type DnsRecord } from "./dns-records.ts";

export interface ApiDomainArgs {
  host: string;
  certificateArn: pulumi.Output<string | undefined>;
  apiId: pulumi.Input<string>;
  stage: pulumi.Input<string>;
  dns: Dns;
}

/** A host name of the environment's own domain in front of an API of any kind. */
export class ApiDomain extends pulumi.ComponentResource {
  readonly records: DnsRecord[];

  constructor(name: string, args: ApiDomainArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:ApiDomain", name, {}, options);
    const { host } = args;

    const domain = new aws.apigatewayv2.DomainName(
      name,
      {
        domainName: host,
        domainNameConfiguration: {
          certificateArn: args.certificateArn.apply((arn) => arn ?? ""),
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
      },
      // A host name is taken by one domain at a time.
      { parent: this, deleteBeforeReplace: true },
    );
    new aws.apigatewayv2.ApiMapping(
      name,
      { apiId: args.apiId, stage: args.stage, domainName: domain.domainName },
      { parent: this },
    );
    const { domainNameConfiguration: served } = domain;
    this.records = createAlias(
      this,
      name,
      { host, target: served.targetDomainName, zoneId: served.hostedZoneId },
      args.dns,
    );
    this.registerOutputs();
  }
}
