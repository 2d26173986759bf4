import { stringOf } from "../catalogue/entry.ts";
import { Refusal } from "../refusal.ts";
import type { Invokes } from "./invoke.ts";

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
const logAccounts: Readonly<Record<string, string>> = {
  "us-east-1": "127311923021",
  "us-east-2": "033677994240",
  "us-west-1": "027434742980",
  "us-west-2": "797873946194",
  "ca-central-1": "985666609251",
  "eu-central-1": "054676820928",
  "eu-west-1": "156460612806",
  "eu-west-2": "652711504416",
  "eu-west-3": "009996457667",
  "eu-north-1": "897822967062",
  "ap-northeast-1": "582318560864",
  "ap-southeast-1": "114774131450",
  "ap-southeast-2": "783225319266",
  "ap-south-1": "718504428378",
  "sa-east-1": "507241528517",
};

export const invokes: Invokes = {
  "aws:elb/getServiceAccount:getServiceAccount": ({ args, login }) => {
    const region = stringOf(args["region"]) || login.region;
    const account = logAccounts[region];
    if (account === undefined) throw new Refusal("NoServiceAccount", `unknown region "${region}"`);
    return { id: account, region, arn: `arn:aws:iam::${account}:root` };
  },
};
