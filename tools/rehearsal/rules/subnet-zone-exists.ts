import { subnetToken, textOf } from "../account-contents.ts";
import { zonesOf } from "../facts/zones.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "subnet-zone-exists",
  tokens: [subnetToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ region, inputs }) {
    const zone = textOf(inputs, "availabilityZone");
    const names = zonesOf(region).map((it) => it.name);
    return zone === "" || names.includes(zone)
      ? undefined
      : `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${names.join(", ")}.`;
  },
};
