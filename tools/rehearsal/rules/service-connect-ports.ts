import { textOf } from "../account-contents.ts";
import { containersOf, serviceToken, taskDefinitionOf } from "../ecs-contents.ts";
import { isObject, objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-connect-ports",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html",
  refuses({ account, region, store, inputs }) {
    const connect = inputs["serviceConnectConfiguration"];
    if (!isObject(connect) || connect["enabled"] !== true) return undefined;
    const definition = taskDefinitionOf(store, { account, region }, textOf(inputs, "taskDefinition"));
    const named = ((definition && containersOf(definition)) ?? [])
      .flatMap((container) => objectsIn(container, "portMappings"))
      .map(({ name }) => name);
    const missing = objectsIn(connect, "services").find(({ portName }) => !named.includes(portName ?? ""));
    return missing === undefined
      ? undefined
      : `portName ${String(missing["portName"])} does not match a port mapping name in the task definition.`;
  },
};
