import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-link-integration-target",
  tokens: ["aws:apigatewayv2/integration:Integration"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
  refuses({ inputs }) {
    if (inputs["connectionType"] !== "VPC_LINK") return undefined;
    return /^arn:aws:(elasticloadbalancing:[^:]+:\d{12}:listener\/|servicediscovery:)/.test(
      textOf(inputs, "integrationUri"),
    )
      ? undefined
      : "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.";
  },
};
