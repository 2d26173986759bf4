import type { ComputeConfig } from "./config.ts";

type Deploy = ComputeConfig["compute"]["deploy"];

/** How ECS brings a new version in, in its own words. Its minutes are texts. */
export interface DeploymentConfiguration {
  strategy: "ROLLING" | "BLUE_GREEN" | "CANARY" | "LINEAR";
  bakeTimeInMinutes?: string;
  canaryConfiguration?: { canaryPercent: number; canaryBakeTimeInMinutes: string };
  linearConfiguration?: { stepPercent: number; stepBakeTimeInMinutes: string };
}

/** @param routed whether a load balancer sends requests to the service; without one there is no traffic to move */
export function planDeployment(deploy: Deploy, routed: boolean): DeploymentConfiguration {
  const bakeTimeInMinutes = String(deploy.bakeMinutes);
  const stepBake = String(deploy.stepBakeMinutes);
  const strategy = routed ? deploy.strategy : "rolling";
  switch (strategy) {
    case "rolling":
      return { strategy: "ROLLING" };
    case "blueGreen":
      return { strategy: "BLUE_GREEN", bakeTimeInMinutes };
    case "canary":
      return {
        strategy: "CANARY",
        bakeTimeInMinutes,
        canaryConfiguration: { canaryPercent: deploy.stepPercent, canaryBakeTimeInMinutes: stepBake },
      };
    case "linear":
      return {
        strategy: "LINEAR",
        bakeTimeInMinutes,
        linearConfiguration: { stepPercent: deploy.stepPercent, stepBakeTimeInMinutes: stepBake },
      };
  }
}
