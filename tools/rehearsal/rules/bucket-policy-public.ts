import { stringsIn, textOf } from "../account-contents.ts";
import { statementsIn } from "../policy-documents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

function isEverybody(principal: unknown): boolean {
  return principal === "*" || (isObject(principal) && stringsIn(principal["AWS"]).includes("*"));
}

export const rule: Rule = {
  id: "bucket-policy-public",
  tokens: ["aws:s3/bucketPolicy:BucketPolicy"],
  operations: ["create", "update"],
  code: "AccessDenied",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  refuses({ account, region, store, inputs }) {
    const block = store.get(
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      { account, region },
      textOf(inputs, "bucket"),
    );
    const blocks = [
      block,
      ...store.list("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", { account }),
    ];
    const isPublic = statementsIn(textOf(inputs, "policy")).some(
      (it) => it["Effect"] === "Allow" && isEverybody(it["Principal"]) && it["Condition"] === undefined,
    );
    return isPublic && blocks.some((it) => it?.properties["blockPublicPolicy"] === true)
      ? "User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
      : undefined;
  },
};
