import { serviceToken } from "../ecs-contents.ts";
import { secretFault, secretReferencesOf } from "../secret-references.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "secrets-there-to-start",
  tokens: [
    serviceToken,
    "aws:ecs/expressGatewayService:ExpressGatewayService",
    "aws:apprunner/service:Service",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "ResourceInitializationError",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html",
  // AWS makes the service and no task of it ever starts: refused here so that it is found.
  refuses({ account, region, store, token, inputs }) {
    const place = { account, region };
    const fault = secretReferencesOf(store, place, token, inputs)
      .map((reference) => secretFault(store, place, reference))
      .find((it) => it !== undefined);
    return fault === undefined
      ? undefined
      : `unable to pull secrets or registry auth: execution resource retrieval failed: ${fault}`;
  },
};
