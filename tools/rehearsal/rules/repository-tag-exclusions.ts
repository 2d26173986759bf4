import { textOf } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "repository-tag-exclusions",
  tokens: ["aws:ecr/repository:Repository"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  refuses({ inputs }) {
    const filters = objectsIn(inputs, "imageTagMutabilityExclusionFilters").length;
    const excludes = textOf(inputs, "imageTagMutability").endsWith("_WITH_EXCLUSION");
    if (filters > 0 && !excludes)
      return "Exclusion filters can only be specified when imageTagMutability is IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION.";
    if (excludes && filters === 0) return "Exclusion filters must be specified with this imageTagMutability.";
    return filters > 5 ? "At most 5 exclusion filters can be specified." : undefined;
  },
};
