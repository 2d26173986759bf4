import { stringsIn, textOf } from "../account-contents.ts";
import { distributionToken } from "../distributions.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "distribution-log-bucket",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html",
  refuses({ account, store, inputs }) {
    const logging = inputs["loggingConfig"];
    const bucket = isObject(logging) ? textOf(logging, "bucket").split(".")[0] : "";
    if (bucket === undefined || bucket === "") return undefined;
    const controls = store
      .list("aws:s3/bucketOwnershipControls:BucketOwnershipControls", { account })
      .find(({ properties }) => textOf(properties, "bucket") === bucket);
    const ownership = controls?.properties["rule"];
    // A new bucket takes no ACLs.
    const takesAcls =
      isObject(ownership) &&
      stringsIn(ownership["objectOwnership"]).some((it) => it !== "BucketOwnerEnforced");
    return takesAcls
      ? undefined
      : `The S3 bucket that you specified for CloudFront logs does not enable ACL access: ${bucket}.s3.amazonaws.com`;
  },
};
