import { textOf } from "./account-contents.ts";
import { isObject } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";
import type { Store, StoredResource } from "./store.ts";

export const distributionToken = "aws:cloudfront/distribution:Distribution";

function objectsIn(value: PropertyValue | undefined): Properties[] {
  return Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
}

export function originsOf(distribution: Properties): Properties[] {
  return objectsIn(distribution["origins"]);
}

/** Every cache behavior, the default one first. */
export function behaviorsOf(distribution: Properties): Properties[] {
  return [
    ...objectsIn(distribution["defaultCacheBehavior"]),
    ...objectsIn(distribution["orderedCacheBehaviors"]),
  ];
}

/** Every id and ARN of something beside the distribution that it works with. */
export function partsOf(distribution: Properties): string[] {
  const behaviors = behaviorsOf(distribution).flatMap((behavior) => [
    textOf(behavior, "cachePolicyId"),
    textOf(behavior, "originRequestPolicyId"),
    textOf(behavior, "responseHeadersPolicyId"),
    ...objectsIn(behavior["functionAssociations"]).map((one) => textOf(one, "functionArn")),
  ]);
  const origins = originsOf(distribution).flatMap((origin) => [
    textOf(origin, "originAccessControlId"),
    ...objectsIn(origin["vpcOriginConfig"]).map((one) => textOf(one, "vpcOriginId")),
  ]);
  const certificates = objectsIn(distribution["viewerCertificate"]).map((one) =>
    textOf(one, "acmCertificateArn"),
  );
  return [...behaviors, ...origins, ...certificates].filter((part) => part !== "");
}

/** The distributions of an account that work with something, by its id or ARN. */
export function distributionsWith(store: Store, account: string, part: string): StoredResource[] {
  return store
    .list(distributionToken, { account })
    .filter(({ properties }) => partsOf(properties).includes(part));
}
