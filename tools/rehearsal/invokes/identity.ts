import { stringOf } from "../catalogue/entry.ts";
import type { Invokes } from "./invoke.ts";

export const invokes: Invokes = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ login }) => ({
    id: login.account,
    accountId: login.account,
    arn: `arn:aws:sts::${login.account}:assumed-role/rehearsal/rehearsal`,
    userId: "AROAREHEARSALREHEARSA:rehearsal",
  }),
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getRegion:getRegion": ({ login, args }) => {
    const region = stringOf(args["region"]) || stringOf(args["name"]) || login.region;
    return { id: region, region, name: region, description: region, endpoint: `ec2.${region}.amazonaws.com` };
  },
};
