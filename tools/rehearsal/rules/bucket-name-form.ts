import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "bucket-name-form",
  tokens: ["aws:s3/bucket:Bucket"],
  operations: ["create"],
  code: "InvalidBucketName",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "bucket");
    const isValid =
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
      !/\.\.|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3)$/.test(name) &&
      !/^\d+\.\d+\.\d+\.\d+$/.test(name);
    return isValid
      ? undefined
      : `The specified bucket is not valid: "${name}" must have 3 to 63 lower-case letters, digits, dots and hyphens.`;
  },
};
