import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "rest-deployment-has-methods",
  tokens: ["aws:apigateway/deployment:Deployment"],
  operations: ["create"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const api = store.get("aws:apigateway/restApi:RestApi", place, textOf(inputs, "restApi"));
    // An API from a description has its methods in there.
    if (textOf(api?.properties ?? {}, "body") !== "") return undefined;
    const ofApi = (token: string) =>
      store
        .list(token, place)
        .filter(({ properties }) => properties["restApi"] === inputs["restApi"])
        .map(({ properties }) => `${textOf(properties, "resourceId")} ${textOf(properties, "httpMethod")}`);
    const methods = ofApi("aws:apigateway/method:Method");
    if (methods.length === 0) return "The REST API doesn't contain any methods";
    const integrated = ofApi("aws:apigateway/integration:Integration");
    return methods.every((method) => integrated.includes(method))
      ? undefined
      : "No integration defined for method";
  },
};
