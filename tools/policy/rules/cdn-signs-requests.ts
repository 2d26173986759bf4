import { expectProperty, firstOf, isSet, listAt, valueAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "A web app's bucket is read by CloudFront alone",
  controls: ["CloudFront.13"],
  types: ["aws:cloudfront/distribution:Distribution"],
  check: ({ properties }) =>
    firstOf(
      ...listAt(properties, "origins")
        .filter(
          (origin) =>
            valueAt(origin, "customOriginConfig") === undefined &&
            valueAt(origin, "vpcOriginConfig") === undefined,
        )
        .map((origin) =>
          expectProperty({ properties: origin }, "originAccessControlId", isSet("an origin access control")),
        ),
    ),
  remedy: "give the origin an OriginAccessControl",
  source: securityHub("CloudFront.13"),
});
