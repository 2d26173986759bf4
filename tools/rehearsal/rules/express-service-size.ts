import { findSizeFault } from "../../../shared/components/fargate-sizes.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "express-service-size",
  tokens: ["aws:ecs/expressGatewayService:ExpressGatewayService"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html",
  refuses: ({ inputs: { cpu = "1024", memory = "2048" } }) =>
    findSizeFault(Number(cpu), Number(memory)) === undefined
      ? undefined
      : `No Fargate configuration exists for given values: ${String(cpu)} CPU, ${String(memory)} memory.`,
};
