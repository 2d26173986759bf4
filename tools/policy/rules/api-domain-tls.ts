import { expectProperty, is } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "API domains take TLS 1.2 or newer",
  controls: ["CKV_AWS_206"],
  types: ["aws:apigatewayv2/domainName:DomainName"],
  check: (resource) => expectProperty(resource, "domainNameConfiguration.securityPolicy", is("TLS_1_2")),
  remedy: 'set securityPolicy to "TLS_1_2"',
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
});
