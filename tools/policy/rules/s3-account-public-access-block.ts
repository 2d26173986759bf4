import { expectProperty, firstOf, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "No bucket of the account can be opened to the public",
  controls: ["S3.1"],
  types: ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "blockPublicAcls", is(true)),
      expectProperty(resource, "blockPublicPolicy", is(true)),
      expectProperty(resource, "ignorePublicAcls", is(true)),
      expectProperty(resource, "restrictPublicBuckets", is(true)),
    ),
  remedy: "set all four to true",
  source: securityHub("S3.1"),
});
