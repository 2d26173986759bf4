import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "rest-link-names-its-target",
  tokens: ["aws:apigateway/integration:Integration"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/45230",
  refuses({ account, region, store, inputs }) {
    if (inputs["connectionType"] !== "VPC_LINK") return undefined;
    const link = store.get(
      "aws:apigatewayv2/vpcLink:VpcLink",
      { account, region },
      textOf(inputs, "connectionId"),
    );
    return link !== undefined && textOf(inputs, "integrationTarget") === ""
      ? "IntegrationTarget is required for VpcLinkV2"
      : undefined;
  },
};
