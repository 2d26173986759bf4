import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const distribution = "aws:cloudfront/distribution:Distribution";
const cachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
const edgeFunction = "aws:cloudfront/function:Function";
const accessControl = "aws:cloudfront/originAccessControl:OriginAccessControl";
const vpcOrigin = "aws:cloudfront/vpcOrigin:VpcOrigin";
const webAcl = "aws:wafv2/webAcl:WebAcl";
const source = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const destination = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
const delivery = "aws:cloudwatch/logDelivery:LogDelivery";

const behavior = {
  targetOriginId: "site",
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
};
const bucketHost = "shop-site.s3.us-west-1.amazonaws.com";
const origin = { originId: "site", domainName: bucketHost };

const distribute = (aws: Account, inputs: Properties = {}, name = "web") =>
  aws.create(distribution, name, {
    enabled: true,
    origins: [origin],
    defaultCacheBehavior: behavior,
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...inputs,
  });

async function certificate(aws: Account, isIssued: boolean): Promise<Made> {
  const made = await aws.create("aws:acm/certificate:Certificate", "edge", {
    domainName: "example.com",
    subjectAlternativeNames: ["*.example.com"],
    validationMethod: "DNS",
    region: "us-east-1",
  });
  if (isIssued) {
    await proveDomain(aws, made);
    await aws.create("aws:acm/certificateValidation:CertificateValidation", "edge", {
      certificateArn: made.id,
      region: "us-east-1",
    });
  }
  return made;
}

/** The record that ACM asks for, in a zone of the account. */
async function proveDomain(aws: Account, { domainValidationOptions: [option] }: any): Promise<void> {
  const zone = await aws.create("aws:route53/zone:Zone", "main", { name: "example.com" });
  await aws.create("aws:route53/record:Record", "proof", {
    zoneId: zone.id,
    name: option.resourceRecordName,
    type: option.resourceRecordType,
    records: [option.resourceRecordValue],
    ttl: 300,
  });
}

async function distributeAs(aws: Account, host: string, isIssued = true): Promise<Made> {
  const { id } = await certificate(aws, isIssued);
  return await distributeWith(aws, host, id);
}

async function distributeWith(aws: Account, host: string, id: string, name = "web"): Promise<Made> {
  const viewerCertificate = {
    acmCertificateArn: id,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  };
  return await distribute(aws, { aliases: [host], viewerCertificate }, name);
}

const keep = (aws: Account, ttl: number, compresses: boolean) =>
  aws.create(cachePolicy, "html", {
    minTtl: 0,
    defaultTtl: ttl,
    maxTtl: ttl,
    parametersInCacheKeyAndForwardedToOrigin: {
      enableAcceptEncodingGzip: compresses,
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    },
  });

const runAtEdge = (aws: Account, code: string, name = "spa") =>
  aws.create(edgeFunction, name, { name: "spa", runtime: "cloudfront-js-2.0", code });

async function control(aws: Account, domainName: string): Promise<Made> {
  const { id } = await aws.create(accessControl, "site", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  return await distribute(aws, { origins: [{ ...origin, domainName, originAccessControlId: id }] });
}

async function guard(aws: Account, scope: "CLOUDFRONT" | "REGIONAL"): Promise<Made> {
  const acl = await aws.create(webAcl, "edge", {
    region: "us-east-1",
    scope,
    defaultAction: { allow: {} },
    visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "edge", sampledRequestsEnabled: false },
  });
  return await distribute(aws, { webAclId: String(acl["arn"]) });
}

async function logTo(aws: Account, objectOwnership: string): Promise<Made> {
  await aws.create("aws:s3/bucket:Bucket", "logs", { bucket: "shop-logs" });
  await aws.create("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "logs", {
    bucket: "shop-logs",
    rule: { objectOwnership },
  });
  return await distribute(aws, { loggingConfig: { bucket: "shop-logs.s3.amazonaws.com" } });
}

async function reachPrivately(aws: Account, firstZone: string): Promise<Made> {
  const region = "us-east-1";
  const vpc = await aws.vpc("net", { region });
  const subnets = await Promise.all(
    [firstZone, "b"].map(
      async (zone, index) =>
        (
          await aws.create("aws:ec2/subnet:Subnet", zone, {
            region,
            vpcId: vpc.id,
            cidrBlock: `10.0.${index}.0/24`,
            availabilityZone: `${region}${zone}`,
          })
        ).id,
    ),
  );
  const balancer = await aws.create("aws:lb/loadBalancer:LoadBalancer", "inside", {
    region,
    internal: true,
    loadBalancerType: "application",
    subnets,
  });
  return await aws.create(vpcOrigin, "service", {
    vpcOriginEndpointConfig: {
      name: "service",
      arn: String(balancer["arn"]),
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "http-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    },
  });
}

async function logSource(aws: Account, region = "us-east-1", name = "web"): Promise<Made> {
  const { arn } = await distribute(aws, {}, name);
  return await aws.create(source, name, { region, name, logType: "ACCESS_LOGS", resourceArn: String(arn) });
}

/** Something that logs from any region. */
const model = {
  name: "web",
  logType: "APPLICATION_LOGS",
  resourceArn: "arn:aws:bedrock:us-west-1:111122223333:knowledge-base/ABCDEFGHIJ",
};

async function deliver(aws: Account, deliverySourceName: string, region = "us-east-1"): Promise<Made> {
  const { arn } = await aws.create(destination, "web", {
    region,
    name: "web",
    deliveryDestinationConfiguration: {
      destinationResourceArn: "arn:aws:logs:us-east-1:111122223333:log-group:web",
    },
  });
  return await aws.create(delivery, "web", {
    region,
    deliverySourceName,
    deliveryDestinationArn: String(arn),
  });
}

const apiHost = "abc123.execute-api.us-west-1.amazonaws.com";

/** A distribution with an HTTP API behind it, which gets what this policy lets through. */
const withApi = (aws: Account, originRequestPolicyId: string, domainName = apiHost) =>
  distribute(aws, {
    origins: [origin, { originId: "api", domainName }],
    orderedCacheBehaviors: [
      { ...behavior, pathPattern: "/api/*", targetOriginId: "api", originRequestPolicyId },
    ],
  });

const forward = (aws: Account, header: string) =>
  aws.create("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "own", {
    name: "own",
    headersConfig: { headerBehavior: "whitelist", headers: { items: [header] } },
    cookiesConfig: { cookieBehavior: "all" },
    queryStringsConfig: { queryStringBehavior: "all" },
  });

/** Rules about what serves a product at the edge. */
export const cases: Record<string, RuleCase> = {
  "distribution-alias-needs-certificate": {
    accepts: (aws) => distributeAs(aws, "app.example.com"),
    refuses: (aws) => distribute(aws, { aliases: ["app.example.com"] }),
    message: "you must attach a trusted certificate that validates your authorization",
  },
  "distribution-certificate-issued": {
    accepts: (aws) => distributeAs(aws, "example.com"),
    refuses: (aws) => distributeAs(aws, "example.com", false),
    message: "isn't valid, or doesn't include a valid certificate chain",
  },
  "distribution-alias-taken": {
    accepts: (aws) => distributeAs(aws, "app.example.com"),
    refuses: async (aws) => {
      const { id } = await certificate(aws, true);
      await distributeWith(aws, "app.example.com", id);
      await distributeWith(aws, "app.example.com", id, "second");
    },
    message: "already associated with a different resource",
  },
  "distribution-origin-named": {
    accepts: (aws) =>
      distribute(aws, {
        originGroups: [{ originId: "pair", failoverCriteria: { statusCodes: [500] }, members: [] }],
        defaultCacheBehavior: { ...behavior, targetOriginId: "pair" },
      }),
    refuses: (aws) => distribute(aws, { defaultCacheBehavior: { ...behavior, targetOriginId: "api" } }),
    message: "One or more of your origins or origin groups do not exist.",
  },
  "distribution-paths": {
    accepts: (aws) => distribute(aws, { orderedCacheBehaviors: [{ ...behavior, pathPattern: "/assets/*" }] }),
    refuses: (aws) =>
      distribute(aws, {
        orderedCacheBehaviors: ["/assets/*", "/assets/*"].map((pathPattern) => ({
          ...behavior,
          pathPattern,
        })),
      }),
    message: "the cache behavior for /assets/* exists already",
  },
  "distribution-parts-exist": {
    accepts: async (aws) => {
      const { id } = await keep(aws, 60, true);
      await distribute(aws, {
        defaultCacheBehavior: {
          ...behavior,
          cachePolicyId: id,
          responseHeadersPolicyId: "60669652-455b-4ae9-85a4-c4c02393f86c",
        },
      });
    },
    refuses: (aws) =>
      distribute(aws, {
        defaultCacheBehavior: { ...behavior, cachePolicyId: "11111111-2222-3333-4444-555555555555" },
      }),
    message: "11111111-2222-3333-4444-555555555555 does not exist",
  },
  "origin-access-control-fits": {
    accepts: (aws) => control(aws, bucketHost),
    refuses: (aws) => control(aws, "main.d1a2b3c4d5e6f7.amplifyapp.com"),
    message: "main.d1a2b3c4d5e6f7.amplifyapp.com is not of the type of its origin access control",
  },
  "distribution-web-acl": {
    accepts: (aws) => guard(aws, "CLOUDFRONT"),
    refuses: (aws) => guard(aws, "REGIONAL"),
    message: "is not of the CLOUDFRONT scope",
  },
  "distribution-log-bucket": {
    accepts: (aws) => logTo(aws, "BucketOwnerPreferred"),
    refuses: (aws) => logTo(aws, "BucketOwnerEnforced"),
    message: "does not enable ACL access: shop-logs.s3.amazonaws.com",
  },
  "cache-policy-keeps-something": {
    accepts: (aws) => keep(aws, 0, false),
    refuses: (aws) => keep(aws, 0, true),
    message: "must be false when caching is disabled",
  },
  "edge-part-in-use": {
    accepts: async (aws) => {
      const { id } = await keep(aws, 60, true);
      await aws.remove(cachePolicy, "html", id);
    },
    refuses: async (aws) => {
      const { id } = await keep(aws, 60, true);
      await distribute(aws, { defaultCacheBehavior: { ...behavior, cachePolicyId: id } });
      await aws.remove(cachePolicy, "html", id);
    },
    message: "because it is attached to 1 or more distributions",
  },
  "edge-name-taken": {
    accepts: (aws) => runAtEdge(aws, "function handler() {}"),
    refuses: async (aws) => {
      await runAtEdge(aws, "function handler() {}");
      await runAtEdge(aws, "function handler() {}", "second");
    },
    message: "spa already exists",
  },
  "edge-function-size": {
    accepts: (aws) => runAtEdge(aws, "x".repeat(10240)),
    refuses: (aws) => runAtEdge(aws, "x".repeat(10241)),
    message: "The function's code is 10241 bytes, and the limit is 10240 bytes",
  },
  "vpc-origin-load-balancer": {
    accepts: (aws) => reachPrivately(aws, "a"),
    refuses: (aws) => reachPrivately(aws, "e"),
    message: "does not support VPC origins",
  },
  "log-delivery-source-of": {
    accepts: (aws) => logSource(aws),
    refuses: (aws) => logSource(aws, "us-west-1"),
    message: "Delivery sources of CloudFront must be in us-east-1.",
  },
  "log-delivery-ends-exist": {
    accepts: async (aws) => {
      await logSource(aws);
      await deliver(aws, "web");
    },
    refuses: (aws) => deliver(aws, "web"),
    message: "Delivery source web does not exist",
  },
  "log-delivery-end-in-use": {
    accepts: async (aws) => {
      await aws.create(source, "web", model);
      await aws.remove(source, "web", "web");
    },
    refuses: async (aws) => {
      await aws.create(source, "web", model);
      await deliver(aws, "web", "us-west-1");
      await aws.remove(source, "web", "web");
    },
    message: "Cannot delete web, deliveries still use it",
  },
  "distribution-host-header": {
    async accepts(aws) {
      await withApi(aws, "b689b0a8-53d0-40ab-baf2-68738e2966ac");
      await withApi(aws, "216adef6-5c7f-47e4-b989-5492eafa07d3", `d-${apiHost}`);
    },
    refuses: (aws) => withApi(aws, "216adef6-5c7f-47e4-b989-5492eafa07d3"),
    message: `the origin ${apiHost} refuses the viewer's Host header`,
  },
  "origin-request-headers": {
    accepts: (aws) => forward(aws, "X-Tenant-Authorization"),
    refuses: (aws) => forward(aws, "Authorization"),
    message: "The parameter Headers contains Authorization that is not allowed",
  },
};
