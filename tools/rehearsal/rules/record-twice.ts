import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "record-twice",
  tokens: ["aws:route53/record:Record"],
  operations: ["create"],
  code: "InvalidChangeBatch",
  source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html",
  refuses({ account, region, store, token, inputs }) {
    if (inputs["allowOverwrite"] === true) return undefined;
    const isTaken = store
      .list(token, { account, region })
      .some(({ properties }) =>
        ["zoneId", "name", "type", "setIdentifier"].every((it) => properties[it] === inputs[it]),
      );
    return isTaken
      ? `[Tried to create resource record set [name='${textOf(inputs, "name")}', type='${textOf(inputs, "type")}'] but it already exists]`
      : undefined;
  },
};
