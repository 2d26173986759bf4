import { usersOf } from "../account-contents.ts";
import { distributionsWith } from "../distributions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "certificate-in-use",
  tokens: ["aws:acm/certificate:Certificate"],
  operations: ["delete"],
  code: "ResourceInUseException",
  source: "https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html",
  refuses({ account, region, store, id }) {
    const users = usersOf(store, { account, region }, id, [
      ["aws:lb/listener:Listener", "certificateArn"],
      ["aws:lb/listenerCertificate:ListenerCertificate", "certificateArn"],
    ]);
    return users.length > 0 || distributionsWith(store, account, id).length > 0
      ? `Certificate ${id} in account ${account} is in use.`
      : undefined;
  },
};
