import { stringsIn } from "../account-contents.ts";
import { containersOf, taskDefinitionToken } from "../ecs-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "task-fargate-network",
  tokens: [taskDefinitionToken],
  operations: ["create"],
  code: "ClientException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
  refuses({ inputs }) {
    const isFargate = stringsIn(inputs["requiresCompatibilities"]).includes("FARGATE");
    if (isFargate && inputs["networkMode"] !== "awsvpc")
      return "Fargate only supports network mode 'awsvpc'.";
    const ports = (containersOf(inputs) ?? []).flatMap((container) => objectsIn(container, "portMappings"));
    const split = ports.some(
      ({ containerPort, hostPort }) => hostPort !== undefined && hostPort !== containerPort,
    );
    return split && inputs["networkMode"] === "awsvpc"
      ? "When networkMode=awsvpc, the host ports and container ports in port mappings must match."
      : undefined;
  },
};
