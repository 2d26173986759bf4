import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { areCertificatesIssued, certificateNames, validationNames } from "./certificate-names.ts";
import type { NetworkConfig } from "./config.ts";

export interface EnvironmentDomainArgs {
  domain: NonNullable<NetworkConfig["domain"]>;
  region: string;
  protect: boolean;
}

/** CloudFront takes certificates from this region only. */
const edgeRegion = "us-east-1";

/** The DNS zone of the environment's domain and its certificates, here and for CloudFront. */
export class EnvironmentDomain extends pulumi.ComponentResource {
  readonly hostedZoneId: pulumi.Output<string> | undefined;
  /** Set at the registrar when the zone is new. */
  readonly nameServers: pulumi.Output<string[]> | undefined;
  readonly regionalCertificateArn: pulumi.Output<string> | undefined;
  readonly edgeCertificateArn: pulumi.Output<string> | undefined;
  readonly certificatesIssued: boolean;
  /** What a person has to create where validation is manual. */
  readonly validationRecords: pulumi.Output<{ name: string; type: string; value: string }[]>;

  constructor(name: string, args: EnvironmentDomainArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:10-network:EnvironmentDomain", name, {}, opts);
    const options = { parent: this };
    const { domain, region } = args;
    const { certs } = domain;
    const issued = areCertificatesIssued(domain);

    const zone = domain.zone.mode === "create" ? createZone() : undefined;
    const hostedZoneId = zone?.zoneId ?? findZone();
    const regional = certs.regional ? createCertificate("regional", region) : undefined;
    const edge = certs.edge ? createEdgeCertificate() : undefined;
    const records = normalizeRecords(regional ?? edge);
    const validations = createValidationRecords();

    this.hostedZoneId = hostedZoneId;
    this.nameServers = zone?.nameServers;
    this.regionalCertificateArn = regional && awaitIssue("regional", regional, region);
    this.edgeCertificateArn =
      edge === regional ? this.regionalCertificateArn : edge && awaitIssue("edge", edge, edgeRegion);
    this.certificatesIssued = issued;
    this.validationRecords = pulumi.output(
      certs.validation === "manual" ? records.map(({ record }) => record) : [],
    );
    this.registerOutputs();

    function createZone(): aws.route53.Zone {
      return new aws.route53.Zone(
        name,
        { name: domain.name, comment: "Managed by Pulumi" },
        // A new zone gets other name servers, which the registrar does not know.
        { ...options, protect: args.protect },
      );
    }

    function findZone(): pulumi.Output<string> | undefined {
      if (domain.zone.mode !== "lookup") return undefined;
      if (domain.zone.id !== undefined) return pulumi.output(domain.zone.id);
      return aws.route53.getZoneOutput({ name: domain.zone.name ?? domain.name, privateZone: false }, options)
        .zoneId;
    }

    function createCertificate(purpose: "regional" | "edge", certificateRegion: string): aws.acm.Certificate {
      const { domainName, subjectAlternativeNames } = certificateNames(domain);
      return new aws.acm.Certificate(
        purpose,
        {
          region: certificateRegion,
          domainName,
          subjectAlternativeNames: [...subjectAlternativeNames],
          validationMethod: certs.validation === "email" ? "EMAIL" : "DNS",
        },
        // A replaced certificate is still in use until the layers above move on, so AWS would refuse to delete it.
        { ...options, retainOnDelete: args.protect },
      );
    }

    /** In us-east-1 one certificate serves both. */
    function createEdgeCertificate(): aws.acm.Certificate {
      return region === edgeRegion && regional !== undefined
        ? regional
        : createCertificate("edge", edgeRegion);
    }

    function normalizeRecords(certificate: aws.acm.Certificate | undefined) {
      if (certificate === undefined || certs.validation === "email") return [];
      return validationNames(domain).map((base) => ({
        base,
        record: certificate.domainValidationOptions.apply((all) => {
          const option = all.find((candidate) => candidate.domainName.replace(/^\*\./, "") === base);
          if (option === undefined) throw new Error(`ACM asks for no validation record for ${base}`);
          return {
            name: option.resourceRecordName,
            type: option.resourceRecordType,
            value: option.resourceRecordValue,
          };
        }),
      }));
    }

    function createValidationRecords(): aws.route53.Record[] {
      if (certs.validation !== "route53" || hostedZoneId === undefined) return [];
      return records.map(
        ({ base, record }) =>
          new aws.route53.Record(
            base === domain.name ? "validation" : `validation-${base}`,
            {
              zoneId: hostedZoneId,
              name: record.name,
              type: record.type,
              records: [record.value],
              ttl: 300,
              // Another environment or an earlier certificate of this account may have made the same record.
              allowOverwrite: true,
            },
            options,
          ),
      );
    }

    /** Once a person says that the certificates are issued, the update checks it instead of believing it. */
    function awaitIssue(
      purpose: "regional" | "edge",
      certificate: aws.acm.Certificate,
      certificateRegion: string,
    ): pulumi.Output<string> {
      if (!issued) return certificate.arn;
      const validation = new aws.acm.CertificateValidation(
        purpose,
        {
          region: certificateRegion,
          certificateArn: certificate.arn,
          ...(validations.length > 0 && { validationRecordFqdns: validations.map(({ fqdn }) => fqdn) }),
        },
        { ...options, customTimeouts: { create: certs.validation === "route53" ? "45m" : "5m" } },
      );
      return validation.certificateArn;
    }
  }
}
