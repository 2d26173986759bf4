import { textOf } from "../account-contents.ts";
import { containersOf, serviceToken, taskDefinitionOf } from "../ecs-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-container-port",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
  refuses({ account, region, store, inputs }) {
    const definition = taskDefinitionOf(store, { account, region }, textOf(inputs, "taskDefinition"));
    const containers = (definition && containersOf(definition)) ?? [];
    for (const { containerName, containerPort } of objectsIn(inputs, "loadBalancers")) {
      const container = containers.find(({ name }) => name === containerName);
      if (container === undefined)
        return `The container ${String(containerName)} does not exist in the task definition.`;
      const ports = objectsIn(container, "portMappings").map((it) => Number(it["containerPort"]));
      if (!ports.includes(Number(containerPort)))
        return `The container ${String(containerName)} did not have a container port ${String(containerPort)} defined.`;
    }
    return undefined;
  },
};
