import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { auth } from "../../shared/contracts/auth.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import { resourceName, type Scope } from "../../shared/naming.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import type { OriginConfig } from "./config.ts";
import { originRequestPolicies } from "./managed-policies.ts";

export interface ServiceOriginArgs {
  scope: Scope;
  origin: OriginConfig;
  /** Header that proves to the app that a request came this way. */
  secret: pulumi.Output<string> | undefined;
  /** Whether browsers use a host name that the environment's certificate covers. */
  hasAlias: boolean;
  compute: Upstream<typeof compute> | undefined;
  auth: Upstream<typeof auth> | undefined;
}

/** Something of a lower layer that answers requests, as a distribution sees it. */
export class ServiceOrigin extends pulumi.ComponentResource {
  readonly definition: aws.types.input.cloudfront.DistributionOrigin;
  readonly requestPolicyId: pulumi.Input<string>;
  readonly #functionArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: ServiceOriginArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:90-cdn:ServiceOrigin", name, {}, options);
    const { from } = args.origin;
    const place =
      from === "internalLoadBalancer"
        ? createVpcPlace(this, name, args)
        : from === "function"
          ? createFunctionPlace(this, name, args)
          : findPublicPlace(args);

    this.definition = {
      originId: name,
      ...place.definition,
      ...(args.secret !== undefined && {
        customHeaders: [{ name: "x-origin-secret", value: args.secret }],
      }),
    };
    this.requestPolicyId = place.requestPolicyId;
    this.#functionArn = place.functionArn;
    this.registerOutputs();
  }

  /** Lets the distribution call the function; it has to exist before, since the permission names it. */
  openTo(name: string, distributionArn: pulumi.Output<string>): void {
    const functionArn = this.#functionArn;
    if (functionArn === undefined) return;
    const permission = {
      function: functionArn.apply(withoutQualifier),
      qualifier: functionArn.apply(qualifierOf),
      principal: "cloudfront.amazonaws.com",
      sourceArn: distributionArn,
    };
    new aws.lambda.Permission(
      `${name}-url`,
      { ...permission, action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "AWS_IAM" },
      { parent: this },
    );
    // URLs made since October 2025 also ask for the right to call the function itself.
    new aws.lambda.Permission(
      name,
      { ...permission, action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
      { parent: this },
    );
  }
}

interface Place {
  definition: Omit<aws.types.input.cloudfront.DistributionOrigin, "originId">;
  requestPolicyId: pulumi.Input<string>;
  functionArn?: pulumi.Output<string>;
}

/** An address that everybody can reach: the public load balancer, API Gateway or a service's own endpoint. */
function findPublicPlace({ origin, compute, auth, hasAlias }: ServiceOriginArgs): Place {
  const url = pulumi
    .all([
      origin.from === "apiGateway" ? auth?.apiUrl : undefined,
      origin.from === "publicLoadBalancer" ? compute?.appUrl : undefined,
      origin.from === "service" ? compute?.services : undefined,
    ])
    .apply(([api, app, services]) => {
      const text = api ?? app ?? services?.[origin.service]?.url;
      return text === undefined ? undefined : new URL(text);
    });
  const isSecure = url.apply((one) => one?.protocol === "https:");
  return {
    definition: {
      domainName: url.apply((one) => one?.hostname ?? ""),
      // A REST API without a host of its own answers under its stage.
      originPath: url.apply((one) => one?.pathname.replace(/\/$/, "") ?? ""),
      customOriginConfig: customOrigin(
        origin,
        isSecure.apply((secure) => (secure ? "https-only" : "http-only")),
      ),
    },
    requestPolicyId:
      origin.from === "publicLoadBalancer"
        ? loadBalancerPolicy(isSecure, hasAlias)
        : originRequestPolicies.allViewerExceptHost,
  };
}

/** The internal load balancer, which CloudFront reaches inside the VPC. Making one takes a quarter of an hour. */
function createVpcPlace(
  parent: ServiceOrigin,
  name: string,
  { scope, origin, compute, hasAlias }: ServiceOriginArgs,
): Place {
  const door = pulumi.output(compute?.internalLoadBalancer);
  const isSecure = door.apply((one) => one?.https === true);
  const vpcOrigin = new aws.cloudfront.VpcOrigin(
    name,
    {
      vpcOriginEndpointConfig: {
        name: resourceName(scope, name, 64),
        arn: door.apply((one) => one?.arn ?? ""),
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: isSecure.apply((secure) => (secure ? "https-only" : "http-only")),
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
    },
    { parent },
  );
  return {
    definition: {
      domainName: door.apply((one) => one?.dnsName ?? ""),
      vpcOriginConfig: { vpcOriginId: vpcOrigin.id, originReadTimeout: origin.timeoutSeconds },
    },
    requestPolicyId: loadBalancerPolicy(isSecure, hasAlias),
  };
}

/** The URL of a function, which takes requests signed by the distribution only. */
function createFunctionPlace(
  parent: ServiceOrigin,
  name: string,
  { origin, compute }: ServiceOriginArgs,
): Place {
  const functionArn = pulumi
    .output(compute?.services)
    .apply((services) => services?.[origin.service]?.arn ?? "");
  const url = new aws.lambda.FunctionUrl(
    name,
    {
      functionName: functionArn.apply(withoutQualifier),
      qualifier: functionArn.apply(qualifierOf),
      authorizationType: "AWS_IAM",
    },
    { parent },
  );
  const accessControl = new aws.cloudfront.OriginAccessControl(
    name,
    { originAccessControlOriginType: "lambda", signingBehavior: "always", signingProtocol: "sigv4" },
    { parent },
  );
  return {
    definition: {
      domainName: url.functionUrl.apply((text) => new URL(text).hostname),
      originAccessControlId: accessControl.id,
      customOriginConfig: customOrigin(origin, "https-only"),
    },
    requestPolicyId: originRequestPolicies.allViewerExceptHost,
    functionArn,
  };
}

function customOrigin(
  { timeoutSeconds }: OriginConfig,
  originProtocolPolicy: pulumi.Input<string>,
): aws.types.input.cloudfront.DistributionOriginCustomOriginConfig {
  return {
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy,
    originSslProtocols: ["TLSv1.2"],
    originReadTimeout: timeoutSeconds,
  };
}

/**
 * A load balancer gets the Host that the browser asked for, except where its certificate knows only its own name:
 * CloudFront checks the certificate against the Host that it passes on.
 */
function loadBalancerPolicy(isSecure: pulumi.Output<boolean>, hasAlias: boolean): pulumi.Output<string> {
  return isSecure.apply((secure) =>
    secure && !hasAlias ? originRequestPolicies.allViewerExceptHost : originRequestPolicies.allViewer,
  );
}

/** "arn:aws:lambda:<region>:<account>:function:<name>" of an alias's ARN. */
function withoutQualifier(arn: string): string {
  return arn.split(":").slice(0, 7).join(":");
}

function qualifierOf(arn: string): string {
  return arn.split(":")[7] ?? "";
}
