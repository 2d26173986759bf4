import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const name = { bucket: "shop-originals" };
const lifecycle = (aws: Account, days: number) =>
  aws.create("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "old", {
    ...name,
    rules: [{ id: "old", status: "Enabled", transitions: [{ days, storageClass: "STANDARD_IA" }] }],
  });
const cors = (aws: Account, method: string) =>
  aws.create("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", "uploads", {
    ...name,
    corsRules: [{ allowedMethods: [method], allowedOrigins: ["https://*.example.com"] }],
  });

/** A bucket that tells a queue with this policy of uploads. */
async function told(aws: Account, policy?: Properties): Promise<Made> {
  const queue = await aws.create("aws:sqs/queue:Queue", "uploads", { name: "uploads" });
  const queueArn = String(queue["arn"]);
  if (policy !== undefined)
    await aws.create("aws:sqs/queuePolicy:QueuePolicy", "uploads", {
      queueUrl: queue.id,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...policy, Resource: queueArn }] }),
    });
  await aws.create("aws:s3/bucket:Bucket", "originals", name);
  return await aws.create("aws:s3/bucketNotification:BucketNotification", "originals", {
    ...name,
    queues: [{ queueArn, events: ["s3:ObjectCreated:*"] }],
  });
}

/** Settings of buckets. */
export const cases: Record<string, RuleCase> = {
  "bucket-cors-form": {
    accepts: (aws) => withBucket(aws, (it) => cors(it, "PUT")),
    refuses: (aws) => withBucket(aws, (it) => cors(it, "PATCH")),
    message: "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
  },
  "bucket-lifecycle-form": {
    accepts: (aws) => withBucket(aws, (it) => lifecycle(it, 30)),
    refuses: (aws) => withBucket(aws, (it) => lifecycle(it, 7)),
    message: "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
  },
  "bucket-notification-destination": {
    async accepts(aws) {
      await told(aws, {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
      });
      await aws.create("aws:s3/bucket:Bucket", "scans", { bucket: "shop-scans" });
      await aws.create("aws:s3/bucketNotification:BucketNotification", "scans", {
        bucket: "shop-scans",
        queues: [{ queueArn: "arn:aws:sqs:us-west-1:444455556666:scans", events: ["s3:ObjectCreated:*"] }],
      });
    },
    refuses: (aws) => told(aws),
    message: "Unable to validate the following destination configurations",
  },
};

async function withBucket(aws: Account, make: (aws: Account) => Promise<Made>): Promise<Made> {
  await aws.create("aws:s3/bucket:Bucket", "originals", name);
  return await make(aws);
}
