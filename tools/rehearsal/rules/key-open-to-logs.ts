import { textOf } from "../account-contents.ts";
import { allowsService } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "key-open-to-logs",
  tokens: ["aws:cloudwatch/logGroup:LogGroup"],
  operations: ["create", "update"],
  code: "AccessDeniedException",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  refuses({ account, region, store, inputs }) {
    const arn = textOf(inputs, "kmsKeyId");
    const key = store.get("aws:kms/key:Key", { account, region }, arn.slice(arn.lastIndexOf("/") + 1));
    return key === undefined || allowsService(textOf(key.properties, "policy"), "logs")
      ? undefined
      : `The specified KMS Key Id could not be found or the key policy does not allow logs.${region}.amazonaws.com to use it: ${arn}`;
  },
};
