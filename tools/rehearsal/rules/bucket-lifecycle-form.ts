import { objectsIn } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "bucket-lifecycle-form",
  tokens: ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source:
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
  refuses({ inputs }) {
    const rules = objectsIn(inputs, "rules");
    const ids = rules.map(({ id }) => id);
    if (new Set(ids).size < ids.length) return "Rule ID must be unique. Found same ID for more than one rule";
    return rules.map(faultOf).find((it) => it !== undefined);
  },
};

function faultOf(rule: Properties): string | undefined {
  const transitions = objectsIn(rule, "transitions");
  const early = transitions.find(
    ({ storageClass, days }) =>
      ["STANDARD_IA", "ONEZONE_IA"].includes(String(storageClass)) && days !== undefined && Number(days) < 30,
  );
  if (early !== undefined)
    return `'Days' in Transition action must be greater than or equal to 30 for storageClass '${String(early["storageClass"])}'`;
  const end = objectsIn(rule, "expiration")[0]?.["days"];
  const late = transitions.find(
    ({ days }) => typeof end === "number" && typeof days === "number" && days >= end,
  );
  return late === undefined
    ? undefined
    : "'Days' in the Expiration action must be greater than 'Days' in the Transition action";
}
