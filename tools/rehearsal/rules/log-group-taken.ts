import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "log-group-taken",
  tokens: ["aws:cloudwatch/logGroup:LogGroup"],
  operations: ["create"],
  code: "ResourceAlreadyExistsException",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  refuses({ account, region, store, token, inputs }) {
    const name = textOf(inputs, "name");
    if (!/^[\w./#-]{1,512}$/.test(name))
      return `Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`;
    return store.get(token, { account, region }, name) === undefined
      ? undefined
      : "The specified log group already exists";
  },
};
