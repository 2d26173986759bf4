import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-timeout",
  tokens: ["aws:apigatewayv2/integration:Integration", "aws:apigateway/integration:Integration"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
  refuses({ token, inputs }) {
    const timeout = inputs["timeoutMilliseconds"];
    const most = token.includes("apigatewayv2") ? 30_000 : 29_000;
    return typeof timeout !== "number" || timeout === 0 || (timeout >= 50 && timeout <= most)
      ? undefined
      : `Timeout should be between 50 ms and ${most} ms`;
  },
};
