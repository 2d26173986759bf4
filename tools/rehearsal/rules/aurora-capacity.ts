import { dbClusterToken, textOf } from "../account-contents.ts";
import { newestOf } from "../facts/engine-versions.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

// The first minor version of each major one that scales to zero.
const firstPausing: Readonly<Record<string, number>> = { "13": 15, "14": 12, "15": 7, "16": 3 };

function canPause(version: string): boolean {
  const [major = "", minor = "0"] = version.split(".");
  return Number(major) > 16 || Number(minor) >= (firstPausing[major] ?? Infinity);
}

export const rule: Rule = {
  id: "aurora-capacity",
  tokens: [dbClusterToken],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html",
  refuses({ inputs }) {
    const scaling = inputs["serverlessv2ScalingConfiguration"];
    if (!isObject(scaling)) return undefined;
    const [min, max] = [Number(scaling["minCapacity"]), Number(scaling["maxCapacity"])];
    if (max < 1 || max > 256 || min > max || (min * 2) % 1 !== 0 || (max * 2) % 1 !== 0) {
      return `Serverless v2 capacity ${min}-${max} is not valid: 0 to 256 ACUs in steps of 0.5, the maximum at least 1 and not below the minimum.`;
    }
    const version =
      newestOf(textOf(inputs, "engine"), textOf(inputs, "engineVersion")) ?? textOf(inputs, "engineVersion");
    if (min === 0 && !canPause(version))
      return `Serverless v2 scaling to 0 ACUs is not supported by engine version ${version}; the minimum capacity is 0.5.`;
    const pause = scaling["secondsUntilAutoPause"];
    if (pause === undefined) return undefined;
    if (min > 0) return "You can't specify SecondsUntilAutoPause when the minimum capacity is above 0 ACUs.";
    return Number(pause) < 300 || Number(pause) > 86400
      ? "SecondsUntilAutoPause must be between 300 and 86400."
      : undefined;
  },
};
