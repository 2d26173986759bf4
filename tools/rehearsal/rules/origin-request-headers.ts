import { stringsIn } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "origin-request-headers",
  tokens: ["aws:cloudfront/originRequestPolicy:OriginRequestPolicy"],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source: "https://github.com/aws/aws-cdk/issues/13408",
  refuses({ inputs }) {
    const config = inputs["headersConfig"];
    if (!isObject(config) || !isObject(config["headers"]) || config["headerBehavior"] === "allExcept")
      return undefined;
    const refused = stringsIn(config["headers"]["items"]).find((name) =>
      ["authorization", "accept-encoding"].includes(name.toLowerCase()),
    );
    return refused === undefined
      ? undefined
      : `The parameter Headers contains ${refused} that is not allowed; forward it with a cache policy.`;
  },
};
