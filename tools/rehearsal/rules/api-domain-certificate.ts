import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-domain-certificate",
  tokens: ["aws:apigatewayv2/domainName:DomainName"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html",
  refuses({ account, region, store, inputs }) {
    const served = inputs["domainNameConfiguration"];
    const arn = isObject(served) ? textOf(served, "certificateArn") : "";
    if (!arn.startsWith(`arn:aws:acm:${region}:`)) {
      return `The certificate ${arn} must be in the region of the regional endpoint, ${region}`;
    }
    const certificate = store.get("aws:acm/certificate:Certificate", { account, region }, arn);
    return certificate === undefined || certificate.properties["status"] === "ISSUED"
      ? undefined
      : "The provided certificate does not exist or is not in ISSUED state.";
  },
};
