import { fargateVcpus } from "../../shared/components/fargate-vcpus.ts";
import { defineNeeds } from "../../shared/needs.ts";
import { computeConfig } from "./config.ts";

export default defineNeeds({
  config: computeConfig,
  of({ compute: { engine, services, alb, deploy } }) {
    const onFargate = engine === "fargate" || engine === "ecs-express";
    const routed = Object.values(services).some(({ routes }) => routes.length > 0);
    return {
      docker: true,
      ...(engine === "apprunner" && { services: ["apprunner" as const] }),
      quotas: {
        ...(onFargate && fargateVcpus(Object.values(services), deploy.maxPercent)),
        ...(engine === "fargate" && routed && { loadBalancers: alb.exposure === "both" ? 2 : 1 }),
        ...(engine === "ecs-express" && { loadBalancers: 1 }),
      },
    };
  },
});
