import { textOf } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** HTTP APIs have no usage plans: to this part of API Gateway their ids are of nothing. */
export const rule: Rule = {
  id: "usage-plan-stages",
  tokens: ["aws:apigateway/usagePlan:UsagePlan"],
  operations: ["create", "update"],
  code: "NotFoundException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    for (const { apiId, stage } of objectsIn(inputs, "apiStages")) {
      if (store.get("aws:apigateway/restApi:RestApi", place, String(apiId)) === undefined)
        return `Invalid API identifier specified ${account}:${String(apiId)}`;
      const isThere = store
        .list("aws:apigateway/stage:Stage", place)
        .some(
          ({ properties }) => properties["restApi"] === apiId && textOf(properties, "stageName") === stage,
        );
      if (!isThere) return `API Stage not found: ${String(apiId)}:${String(stage)}`;
    }
    return undefined;
  },
};
