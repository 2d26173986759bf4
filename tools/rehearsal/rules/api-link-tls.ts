import { textOf } from "../account-contents.ts";
import { listenerToken } from "../load-balancing-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such an integration too, and then speaks HTTP to an HTTPS listener or HTTPS to an HTTP one. */
export const rule: Rule = {
  id: "api-link-tls",
  tokens: ["aws:apigatewayv2/integration:Integration"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source:
    "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html#apis-apiid-integrations-model-tlsconfig",
  refuses({ account, region, store, inputs }) {
    if (inputs["connectionType"] !== "VPC_LINK") return undefined;
    const uri = textOf(inputs, "integrationUri");
    const protocol = textOf(store.get(listenerToken, { account, region }, uri)?.properties ?? {}, "protocol");
    const isTls = isObject(inputs["tlsConfig"]);
    if (protocol === "HTTPS" && !isTls) return `TlsConfig is required for the HTTPS listener ${uri}`;
    return protocol === "HTTP" && isTls
      ? `TlsConfig cannot be used with the HTTP listener ${uri}`
      : undefined;
  },
};
