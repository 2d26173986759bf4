import type { Scope } from "../../shared/naming.ts";

/** Deployments of one cluster's services that ECS gave up; the event names the service alone. */
export function failedDeployments({ accountId, region }: Scope, clusterName: string): string {
  return JSON.stringify({
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change"],
    resources: [{ prefix: `arn:aws:ecs:${region}:${accountId}:service/${clusterName}/` }],
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
  });
}
