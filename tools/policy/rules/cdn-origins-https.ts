import { expectProperty, firstOf, is, isOneOf, listAt, valueAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "CloudFront talks to servers over TLS 1.2 only",
  controls: ["CloudFront.9", "CloudFront.10"],
  types: ["aws:cloudfront/distribution:Distribution"],
  check: ({ properties }) =>
    firstOf(
      ...listAt(properties, "origins")
        .filter((origin) => valueAt(origin, "customOriginConfig") !== undefined)
        .flatMap((origin) => [
          expectProperty(
            { properties: origin },
            "customOriginConfig.originProtocolPolicy",
            isOneOf("https-only", "match-viewer"),
          ),
          expectProperty({ properties: origin }, "customOriginConfig.originSslProtocols.0", is("TLSv1.2")),
        ]),
    ),
  remedy: "give the server a certificate, which takes a domain",
  source: securityHub("CloudFront.9"),
});
