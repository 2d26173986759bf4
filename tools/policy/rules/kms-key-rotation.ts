import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub, type Resource } from "../rule.ts";

export default resourceRule({
  title: "Keys are rotated each year",
  controls: ["KMS.4", "CKV_AWS_7"],
  types: ["aws:kms/key:Key"],
  check: (resource) =>
    isSymmetric(resource) ? expectProperty(resource, "enableKeyRotation", is(true)) : undefined,
  remedy: "set enableKeyRotation",
  source: securityHub("KMS.4"),
});

/** Only symmetric keys can be rotated. */
function isSymmetric({ properties }: Resource): boolean {
  return [undefined, "SYMMETRIC_DEFAULT"].includes(properties["customerMasterKeySpec"] as string | undefined);
}
