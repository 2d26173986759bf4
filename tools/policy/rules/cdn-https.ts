import { expectProperty, firstOf, isOneOf, listAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

const encrypted = isOneOf("redirect-to-https", "https-only");

export default resourceRule({
  title: "Web pages are never sent in the clear",
  controls: ["CloudFront.3", "CKV_AWS_34"],
  types: ["aws:cloudfront/distribution:Distribution"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "defaultCacheBehavior.viewerProtocolPolicy", encrypted),
      ...listAt(resource.properties, "orderedCacheBehaviors").map((behavior) =>
        expectProperty({ properties: behavior }, "viewerProtocolPolicy", encrypted),
      ),
    ),
  remedy: 'set viewerProtocolPolicy to "redirect-to-https" in every behavior',
  source: securityHub("CloudFront.3"),
});
