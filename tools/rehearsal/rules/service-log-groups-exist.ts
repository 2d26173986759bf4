import { textOf } from "../account-contents.ts";
import { containersOf, serviceToken, startsTasks, taskDefinitionOf } from "../ecs-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-log-groups-exist",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "ResourceInitializationError",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html",
  // AWS makes the service and no task of it ever starts: refused here so that it is found.
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const definition = taskDefinitionOf(store, place, textOf(inputs, "taskDefinition"));
    if (definition === undefined || !startsTasks(inputs)) return undefined;
    const options = (containersOf(definition) ?? [])
      .map(({ logConfiguration }) => logConfiguration)
      .filter(isObject)
      .filter(({ logDriver }) => logDriver === "awslogs")
      .map((it) => it["options"])
      .filter(isObject);
    const missing = options
      .filter((it) => it["awslogs-create-group"] !== "true")
      .map((it) => String(it["awslogs-group"]))
      .find((name) => store.get("aws:cloudwatch/logGroup:LogGroup", place, name) === undefined);
    return missing === undefined
      ? undefined
      : `failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist: ${missing}`;
  },
};
