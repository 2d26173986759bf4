import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:s3/bucket:Bucket",
    noun: "S3 Bucket",
    id: (make) => stringOf(make.inputs["bucket"]),
    outputs: (make) => ({
      arn: `arn:aws:s3:::${make.id}`,
      bucketDomainName: `${make.id}.s3.amazonaws.com`,
      bucketRegion: make.region,
      bucketRegionalDomainName: `${make.id}.s3.${make.region}.amazonaws.com`,
      hostedZoneId: "Z3AQBSTGFYJSTF",
    }),
    defaults: { forceDestroy: false },
    createOnly: ["bucket", "bucketPrefix", "bucketNamespace"],
    autoName: { property: "bucket", maxLength: 63, lowercase: true },
  },
];
