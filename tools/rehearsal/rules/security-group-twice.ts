import { securityGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "security-group-twice",
  tokens: [securityGroupToken],
  operations: ["create"],
  code: "InvalidGroup.Duplicate",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "name");
    const isTaken = store
      .list(securityGroupToken, { account, region })
      .some((group) => group.properties["name"] === name && group.properties["vpcId"] === inputs["vpcId"]);
    return isTaken || name === "default"
      ? `The security group '${name}' already exists for VPC '${textOf(inputs, "vpcId")}'`
      : undefined;
  },
};
