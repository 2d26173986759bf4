import { expectProperty, isSet, listAt, valueAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Who asks for the address alone gets a page, not a list of files",
  controls: ["CloudFront.1", "CKV_AWS_305"],
  types: ["aws:cloudfront/distribution:Distribution"],
  check(resource) {
    const target = valueAt(resource.properties, "defaultCacheBehavior.targetOriginId");
    const origin = listAt(resource.properties, "origins").find(({ originId }) => originId === target);
    // A server answers for its address itself; only a bucket needs to be told.
    if (
      origin === undefined ||
      valueAt(origin, "customOriginConfig") !== undefined ||
      valueAt(origin, "vpcOriginConfig") !== undefined
    )
      return undefined;
    return expectProperty(resource, "defaultRootObject", isSet("a page"));
  },
  remedy: 'set defaultRootObject to "index.html"',
  source: securityHub("CloudFront.1"),
});
