import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-domain-taken",
  tokens: ["aws:apigatewayv2/domainName:DomainName"],
  operations: ["create"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html",
  refuses({ region, store, token, inputs }) {
    const host = textOf(inputs, "domainName");
    return store.list(token, { region }).some(({ id }) => id === host)
      ? `The domain name you provided already exists: ${host}`
      : undefined;
  },
};
