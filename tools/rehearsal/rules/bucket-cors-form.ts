import { stringsIn } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

export const rule: Rule = {
  id: "bucket-cors-form",
  tokens: ["aws:s3/bucketCorsConfiguration:BucketCorsConfiguration"],
  operations: ["create", "update"],
  code: "InvalidRequest",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
  refuses({ inputs }) {
    const rules = objectsIn(inputs, "corsRules");
    if (rules.length > 100) return "The number of CORS rules should not exceed allowed limit of 100 rules.";
    const method = rules.flatMap((it) => stringsIn(it["allowedMethods"])).find((it) => !methods.includes(it));
    if (method !== undefined)
      return `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`;
    const origin = rules
      .flatMap((it) => stringsIn(it["allowedOrigins"]))
      .find((it) => it.split("*").length > 2);
    return origin === undefined
      ? undefined
      : `AllowedOrigin "${origin}" can not have more than one wildcard.`;
  },
};
