import type * as pulumi from "@pulumi/pulumi";
import type { Discovery } from "../../shared/components/fargate-service.ts";

/** How a worker finds services. It offers nothing itself, so in a namespace of plain DNS it has nothing to register. */
export function joinDiscovery(
  kind: Discovery["kind"] | undefined,
  namespaceArn: pulumi.Output<string | undefined>,
): Discovery {
  return kind === "serviceConnect"
    ? { kind, namespaceArn: namespaceArn.apply((arn) => arn ?? "") }
    : { kind: "none" };
}
