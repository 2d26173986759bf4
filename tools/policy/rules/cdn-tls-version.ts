import { expectProperty, matches } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Browsers connect with TLS 1.2 or newer",
  controls: ["CloudFront.7", "CKV_AWS_174"],
  of: "production",
  types: ["aws:cloudfront/distribution:Distribution"],
  check: (resource) =>
    expectProperty(
      resource,
      "viewerCertificate.minimumProtocolVersion",
      matches(/^TLSv1\.[23]_20(19|21|25)$/, '"TLSv1.2_2021" or newer'),
    ),
  remedy: "give the product a domain: CloudFront's own certificate takes older versions too",
  source: securityHub("CloudFront.7"),
});
