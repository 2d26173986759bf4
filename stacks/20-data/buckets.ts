import * as pulumi from "@pulumi/pulumi";
import { bucketName, type Scope } from "../../shared/naming.ts";
import { accessLogPolicy } from "./bucket-rules.ts";
import type { BucketConfig } from "./config.ts";
import { bucketKindName } from "./names.ts";
import { PrivateBucket } from "./private-bucket.ts";

export interface BucketsArgs {
  scope: Scope;
  buckets: Readonly<Record<string, BucketConfig>>;
  kmsKeyArn: pulumi.Input<string> | undefined;
  protect: boolean;
}

/** The environment's buckets by kind, and one more for their access logs where any bucket asks for them. */
export class Buckets extends pulumi.ComponentResource {
  readonly byKind: Record<string, { name: pulumi.Output<string>; arn: pulumi.Output<string> }>;

  constructor(name: string, args: BucketsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:data:Buckets", name, {}, opts);
    const { scope, buckets, kmsKeyArn, protect } = args;
    const accessLogs = createAccessLogBucket(args, this);
    this.byKind = Object.fromEntries(
      Object.entries(buckets).map(([kind, config]) => {
        const bucket = new PrivateBucket(
          kind,
          {
            bucketName: bucketName(scope, bucketKindName(kind)),
            config,
            kmsKeyArn,
            accessLogBucket: config.accessLogs ? accessLogs?.name : undefined,
            protect,
          },
          { parent: this },
        );
        return [kind, { name: bucket.name, arn: bucket.arn }];
      }),
    );
    this.registerOutputs({ byKind: this.byKind });
  }
}

function createAccessLogBucket(
  { scope, buckets, protect }: BucketsArgs,
  parent: pulumi.Resource,
): PrivateBucket | undefined {
  if (!Object.values(buckets).some(({ accessLogs }) => accessLogs)) return undefined;
  return new PrivateBucket(
    "accessLogs",
    {
      bucketName: bucketName(scope, "access-logs"),
      config: {
        versioning: false,
        abortUploadsAfterDays: 7,
        noncurrentDays: 30,
        expireAfterDays: 365,
        eventBridge: false,
        forceDestroy: !protect,
      },
      // S3 delivers access logs only to buckets with keys of its own.
      kmsKeyArn: undefined,
      accessLogBucket: undefined,
      statements: (arn) => accessLogPolicy(arn, scope.accountId),
      protect,
    },
    { parent },
  );
}
