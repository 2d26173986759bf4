import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "vpc-link-in-use",
  tokens: ["aws:apigatewayv2/vpcLink:VpcLink"],
  operations: ["delete"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html",
  refuses({ account, region, store, id }) {
    const users = ["aws:apigatewayv2/integration:Integration", "aws:apigateway/integration:Integration"];
    const used = users.some((token) =>
      store.list(token, { account, region }).some(({ properties }) => properties["connectionId"] === id),
    );
    return used ? `Cannot delete VPC link. Vpc link '${id}', is referenced in an integration` : undefined;
  },
};
