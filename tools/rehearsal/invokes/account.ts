import { stringOf } from "../catalogue/entry.ts";
import { Refusal } from "../refusal.ts";
import type { Invokes } from "./invoke.ts";

export const invokes: Invokes = {
  "aws:guardduty/getDetector:getDetector": ({ login, store }) => {
    const [found] = store.list("aws:guardduty/detector:Detector", {
      account: login.account,
      region: login.region,
    });
    if (found === undefined) {
      throw new Refusal("NotFound", "reading GuardDuty Detector: couldn't find resource");
    }
    return { ...found.properties, id: found.id, status: "ENABLED", features: [] };
  },
  "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": ({ login, store, args }) => {
    const url = stringOf(args["url"]).replace(/^https:\/\//, "");
    const arn = stringOf(args["arn"]) || `arn:aws:iam::${login.account}:oidc-provider/${url}`;
    const found = store
      .list("aws:iam/openIdConnectProvider:OpenIdConnectProvider", { account: login.account })
      .find(({ id }) => id === arn);
    if (found === undefined) {
      throw new Refusal(
        "NotFound",
        `reading IAM OIDC Provider (${url || arn}): no IAM OIDC Provider found matching criteria`,
      );
    }
    return { ...found.properties, id: found.id, arn: found.id };
  },
};
