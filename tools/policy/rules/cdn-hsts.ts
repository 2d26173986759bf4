import { expectProperty, isAtLeast } from "../properties.ts";
import { resourceRule } from "../rule.ts";

const halfYearSeconds = 15_768_000;

export default resourceRule({
  title: "Browsers come back over HTTPS only",
  controls: ["CKV_AWS_259"],
  types: ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"],
  check: (policy) =>
    expectProperty(
      policy,
      "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
      isAtLeast(halfYearSeconds),
    ),
  remedy: "set cdn.headers.hsts",
  source: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security",
});
