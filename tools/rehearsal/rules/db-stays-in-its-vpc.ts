import { dbInstanceToken, dbSubnetGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-stays-in-its-vpc",
  tokens: [dbInstanceToken],
  operations: ["update"],
  code: "InvalidVPCNetworkStateFault",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.VPC2VPC.html",
  refuses({ account, region, store, inputs, olds }) {
    const [from, to] = [textOf(olds, "dbSubnetGroupName"), textOf(inputs, "dbSubnetGroupName")];
    if (to === "" || from === to) return undefined;
    const [before, after] = [from, to].map(
      (name) => store.get(dbSubnetGroupToken, { account, region }, name)?.properties["vpcId"],
    );
    return before === after
      ? `You cannot move DB instance ${textOf(inputs, "identifier")} to subnet group ${to}. The specified DB subnet group and DB instance are in the same VPC. Choose a subnet group in different VPC than the specified DB instance and try again.`
      : undefined;
  },
};
