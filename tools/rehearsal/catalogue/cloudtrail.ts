import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:cloudtrail/trail:Trail",
    noun: "CloudTrail Trail",
    operations: { update: "UpdateTrail" },
    id: (make) => make.arn("cloudtrail", `trail/${stringOf(make.inputs["name"])}`),
    outputs: (make) => ({ arn: make.id, homeRegion: make.region }),
    defaults: {
      enableLogFileValidation: false,
      enableLogging: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
    },
    createOnly: ["name"],
  },
];
