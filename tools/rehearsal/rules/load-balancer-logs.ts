import { textOf } from "../account-contents.ts";
import { loadBalancerToken } from "../load-balancing-contents.ts";
import { allowsService, statementsIn } from "../policy-documents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const encryptionToken =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const rule: Rule = {
  id: "load-balancer-logs",
  tokens: [loadBalancerToken],
  operations: ["create", "update"],
  code: "InvalidConfigurationRequest",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html#access-log-troubleshooting",
  refuses({ account, region, store, inputs }) {
    const logs = inputs["accessLogs"];
    if (!isObject(logs) || logs["enabled"] !== true) return undefined;
    const bucket = textOf(logs, "bucket");
    const place = { account, region };
    if (store.get("aws:s3/bucket:Bucket", place, bucket) === undefined)
      return `The S3 bucket '${bucket}' does not exist in ${region}. Please check S3bucket permission`;
    const encryption = store.get(encryptionToken, place, bucket)?.properties["rules"];
    if (JSON.stringify(encryption ?? "").includes('"aws:kms"'))
      return `Access Denied for bucket: ${bucket}. The only server-side encryption option that is supported is Amazon S3-managed keys (SSE-S3)`;
    const policy = String(
      store.get("aws:s3/bucketPolicy:BucketPolicy", place, bucket)?.properties["policy"] ?? "",
    );
    return allowsService(policy, "logdelivery.elasticloadbalancing") || allowsOthers(policy, account)
      ? undefined
      : `Access Denied for bucket: ${bucket}. Please check S3bucket permission`;
  },
};

/** In the older regions load balancers write from an account of AWS's own, which older policies name. */
function allowsOthers(policy: string, account: string): boolean {
  return statementsIn(policy).some((statement) => {
    const accounts = JSON.stringify(statement["Principal"] ?? "").match(/\b\d{12}\b/g) ?? [];
    return statement["Effect"] === "Allow" && accounts.some((other) => other !== account);
  });
}
