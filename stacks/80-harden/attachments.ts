import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import type { HardenConfig } from "./config.ts";

/** One resource that gets the web ACL: its logical name and where its ARN is found. */
export type Attachment = { readonly name: string } & (
  | { readonly from: "publicLoadBalancer" | "internalLoadBalancer" | "apiStage" | "userPool" }
  | { readonly service: string }
  | { readonly arn: string }
);

/** What is known about 30-ecs; in a preview without its outputs nothing is. */
export interface KnownCompute {
  readonly exposure: OutputValues<typeof compute>["exposure"] | undefined;
  readonly services: Known<OutputValues<typeof compute>["services"]> | undefined;
}

/** Every resource that gets the web ACL; each load balancer that there is while traffic moves from one to the other. */
export function planAttachments(
  { targets, targetArns }: Pick<HardenConfig["harden"]["waf"], "targets" | "targetArns">,
  { exposure = "public", services }: KnownCompute,
): readonly Attachment[] {
  const found = {
    alb: [
      ...(exposure === "internal" ? [] : [{ name: "alb-public", from: "publicLoadBalancer" as const }]),
      ...(exposure === "public" ? [] : [{ name: "alb-internal", from: "internalLoadBalancer" as const }]),
    ],
    rest: [{ name: "rest", from: "apiStage" as const }],
    cognito: [{ name: "cognito", from: "userPool" as const }],
    apprunner: Object.entries(partsOf(services) ?? {})
      .filter(([, service]) => partsOf(service)?.arn !== undefined)
      .map(([service]) => ({ name: `apprunner-${service}`, service })),
  };
  return [
    ...targets.flatMap((target): Attachment[] => found[target]),
    ...Object.entries(targetArns).map(([name, arn]) => ({ name, arn })),
  ];
}
