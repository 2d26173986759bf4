import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "edge-function-size",
  tokens: ["aws:cloudfront/function:Function"],
  operations: ["create", "update"],
  code: "FunctionSizeLimitExceeded",
  source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
  refuses({ inputs }) {
    const bytes = Buffer.byteLength(textOf(inputs, "code"));
    return bytes > 10 * 1024
      ? `The function's code is ${bytes} bytes, and the limit is 10240 bytes`
      : undefined;
  },
};
