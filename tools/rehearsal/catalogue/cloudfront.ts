import { stringOf, uuidOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

const service = "CloudFront";

/** A policy or control that distributions name by its id. */
function namedById(type: string, noun: string, folder: string, id: (make: Fabrication) => string): Entry {
  return {
    token: `aws:cloudfront/${type.slice(0, 1).toLowerCase()}${type.slice(1)}:${type}`,
    noun: `CloudFront ${noun}`,
    service,
    id,
    outputs: (make) => ({
      arn: make.arn("cloudfront", `${folder}/${make.id}`, { region: "" }),
      etag: `E${make.letters(12, "etag")}`,
    }),
    autoName: { property: "name", maxLength: 64 },
  };
}

/** Ids of distributions and controls: an E and letters and digits. */
const idOf = (make: Fabrication) => `E${make.letters(13)}`;

export const entries: readonly Entry[] = [
  {
    token: "aws:cloudfront/distribution:Distribution",
    noun: "CloudFront Distribution",
    service,
    id: idOf,
    outputs: (make) => ({
      arn: make.arn("cloudfront", `distribution/${make.id}`, { region: "" }),
      callerReference: `terraform-${make.digits(26)}`,
      domainName: `d${make.letters(13, "domain").toLowerCase()}.cloudfront.net`,
      etag: `E${make.letters(12, "etag")}`,
      // https://docs.aws.amazon.com/general/latest/gr/cf_region.html
      hostedZoneId: "Z2FDTNDATAQYW2",
      inProgressValidationBatches: 0,
      lastModifiedTime: "2026-01-01T00:00:00Z",
      status: "Deployed",
    }),
    defaults: {
      httpVersion: "http2",
      isIpv6Enabled: false,
      priceClass: "PriceClass_All",
      retainOnDelete: false,
      staging: false,
      waitForDeployment: true,
    },
    autoName: false,
  },
  {
    ...namedById("OriginAccessControl", "Origin Access Control", "origin-access-control", idOf),
    createOnly: [],
  },
  namedById("CachePolicy", "Cache Policy", "cache-policy", uuidOf),
  namedById("OriginRequestPolicy", "Origin Request Policy", "origin-request-policy", uuidOf),
  namedById("ResponseHeadersPolicy", "Response Headers Policy", "response-headers-policy", uuidOf),
  {
    ...namedById("Function", "Function", "function", (make) => stringOf(make.inputs["name"])),
    outputs: (make) => ({
      arn: make.arn("cloudfront", `function/${make.id}`, { region: "" }),
      etag: `E${make.letters(12, "etag")}`,
      liveStageEtag: `E${make.letters(12, "live")}`,
      status: "UNASSOCIATED",
    }),
    defaults: { publish: true },
    createOnly: ["name"],
  },
  {
    ...namedById("VpcOrigin", "VPC Origin", "vpcorigin", (make) => `vo_${make.letters(22)}`),
    autoName: false,
  },
  {
    token: "aws:cloudfront/monitoringSubscription:MonitoringSubscription",
    noun: "CloudFront Monitoring Subscription",
    service,
    id: (make) => stringOf(make.inputs["distributionId"]),
    createOnly: ["distributionId"],
    autoName: false,
  },
];
