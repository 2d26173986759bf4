import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { network } from "../../shared/contracts/network.ts";
import { ConfigError, revealSecret } from "../../shared/layer-config.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import type { AuthConfig } from "./config.ts";
import { selectLinkSubnets } from "./link-zones.ts";

type Door = NonNullable<OutputValues<typeof compute>["internalLoadBalancer"]>;
type Service = OutputValues<typeof compute>["services"][string];

/** What the API passes requests on to. */
export type Backend =
  | {
      kind: "link";
      link: aws.apigatewayv2.VpcLink;
      door: pulumi.Output<Door>;
      /** The name on the load balancer's certificate. */
      serverName: string | undefined;
    }
  | {
      kind: "public";
      /** Without a slash at the end. */
      url: pulumi.Output<string>;
      secret: pulumi.Output<string> | undefined;
    }
  | { kind: "functions"; service(name: string): pulumi.Output<Service> };

/** Settles what the API passes requests on to, with the VPC link that it takes. */
export function createBackend(
  { api, domain }: AuthConfig,
  upstream: { compute: Upstream<typeof compute>; network: Upstream<typeof network> },
  options: pulumi.CustomResourceOptions,
): Backend {
  if (api.backend === "function") {
    const { services } = upstream.compute;
    return { kind: "functions", service: (name) => services.apply((all) => all[name] as Service) };
  }
  if (!api.vpcLink) {
    return {
      kind: "public",
      url: upstream.compute.appUrl.apply((url) => (url ?? "").replace(/\/$/, "")),
      secret: api.originSecret && revealSecret(api.originSecret),
    };
  }
  return {
    kind: "link",
    link: createVpcLink(upstream.network, options),
    door: upstream.compute.internalLoadBalancer.apply((door) => door as Door),
    serverName: domain.api,
  };
}

function createVpcLink(
  { azIds, privateSubnetIds, securityGroupIds }: Upstream<typeof network>,
  options: pulumi.CustomResourceOptions,
): aws.apigatewayv2.VpcLink {
  return new aws.apigatewayv2.VpcLink(
    "internal",
    {
      subnetIds: pulumi.all([azIds, privateSubnetIds]).apply(([zones, subnets]) => {
        const usable = selectLinkSubnets(zones, subnets);
        if (usable.length > 0) return usable;
        throw new ConfigError(
          `api.vpcLink is on, but VPC links work in none of the network's zones (${zones.join(", ")}); ` +
            "choose other zones in 10-network (network.azs), or set api.vpcLink to false",
        );
      }),
      securityGroupIds: [securityGroupIds.apply(({ vpcLink }) => vpcLink)],
    },
    options,
  );
}

/** Lets API Gateway call the version of a function that is live. */
export function allowFunction(
  parent: pulumi.Resource,
  name: string,
  service: pulumi.Output<Service>,
  executionArn: pulumi.Output<string>,
): aws.lambda.Permission {
  return new aws.lambda.Permission(
    name,
    {
      action: "lambda:InvokeFunction",
      function: service.name,
      qualifier: service.apply(({ arn }) => (arn ?? "").slice((arn ?? "").lastIndexOf(":") + 1)),
      principal: "apigateway.amazonaws.com",
      sourceArn: pulumi.interpolate`${executionArn}/*/*`,
    },
    { parent },
  );
}
