import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { authConfig } from "../../../stacks/50-auth/config.ts";
import { findUpstreamFaults, type Published } from "../../../stacks/50-auth/upstream-rules.ts";
import { examples, type AuthExample } from "../../support/examples/auth.ts";
import { computeOutputs, networkOutputs, type ComputeShape } from "./upstreams.ts";

const faultsOf = (
  name: AuthExample,
  shape: ComputeShape,
  {
    published = {},
    config = {},
    known = true,
  }: { published?: object; config?: object; known?: boolean } = {},
): string[] => {
  const result = checkConfig(authConfig, { ...examples[name], ...config });
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  const all = {
    internalLoadBalancer: undefined,
    appUrl: undefined,
    ...networkOutputs,
    ...computeOutputs[shape],
    ...published,
  } as unknown as Published;
  return findUpstreamFaults(result.config, all, known).map(({ key, message }) => `${key} ${message}`);
};

test("what fits is accepted", () => {
  expect(faultsOf("doc-pipeline-dev", "public")).toEqual([]);
  expect(faultsOf("doc-pipeline-http", "internal")).toEqual([]);
  expect(faultsOf("doc-pipeline-prod", "internal")).toEqual([]);
  expect(faultsOf("web-api-lambda", "functions")).toEqual([]);
  expect(faultsOf("web-api-dev", "public")).toEqual([]);
  expect(faultsOf("tap-poc", "public")).toEqual([]);
});

test("a preview that knows nothing yet finds no fault", () => {
  const nothing = Object.fromEntries(
    Object.keys({ ...networkOutputs, ...computeOutputs.internal, appUrl: "" }).map((key) => [key, undefined]),
  );
  for (const name of Object.keys(examples) as AuthExample[]) {
    expect(faultsOf(name, "internal", { published: nothing, known: false })).toEqual([]);
  }
});

const http = examples["doc-pipeline-http"];
test.each<[string, AuthExample, ComputeShape, Parameters<typeof faultsOf>[2], string[]]>([
  [
    "a VPC link without an internal load balancer",
    "doc-pipeline-http",
    "public",
    {},
    [
      "api.vpcLink is on, but 30-ecs has no internal load balancer; set compute.alb.exposure to both or internal there, or api.vpcLink to false as an interim",
    ],
  ],
  [
    "a VPC link where AWS has none",
    "doc-pipeline-http",
    "internal",
    { published: { azIds: ["usw1-az2"] } },
    [
      "api.vpcLink is on, but VPC links work in none of the network's zones (usw1-az2); choose other zones in 10-network (network.azs), or set api.vpcLink to false",
    ],
  ],
  [
    "a private certificate whose name nobody says",
    "doc-pipeline-http",
    "internal",
    { config: { domain: {}, api: { ...http.api, cors: undefined } } },
    [
      "domain.api is missing: the internal load balancer speaks HTTPS, and API Gateway has to know the name on its certificate; set it, or compute.alb.https to false in 30-ecs",
    ],
  ],
  [
    "a certificate that is still pending",
    "doc-pipeline-http",
    "internal",
    { published: { certificatesIssued: false } },
    [
      "domain.api is api.stage.docs.example.com, but the certificate of 10-network is not issued yet and would be refused; create the records in its output validationRecords, wait for ACM and deploy 10-network with domain.certs.issued, or leave the host out until then",
    ],
  ],
  [
    "a record without a zone",
    "doc-pipeline-http",
    "internal",
    { published: { hostedZoneId: undefined } },
    [
      "domain.dns is route53, but 10-network has no hosted zone for api.stage.docs.example.com; give it one (domain.zone.mode) or set domain.dns to manual",
    ],
  ],
  [
    "an API that would call itself",
    "doc-pipeline-http",
    "public",
    {
      config: { api: { ...http.api, vpcLink: false } },
      published: { appUrl: "https://api.stage.docs.example.com" },
    },
    [
      "domain.api is api.stage.docs.example.com, which 30-ecs points at its load balancer: API Gateway would pass requests on to itself; remove domain.api in 30-ecs",
    ],
  ],
  [
    "tokens in plain text over the internet in stage",
    "doc-pipeline-http",
    "public",
    { config: { api: { ...http.api, vpcLink: false } } },
    [
      "api.vpcLink is false, so tokens would cross the internet unencrypted to http://public-1.us-west-1.elb.amazonaws.com, expected a VPC link or HTTPS in stage",
    ],
  ],
  [
    "functions that 30-ecs does not run",
    "web-api-lambda",
    "public",
    {},
    [
      "api.backend is function, but 30-ecs runs services on fargate, expected lambda; use loadBalancer, or compute.engine lambda there",
    ],
  ],
  [
    "a function without an image",
    "web-api-lambda",
    "functions",
    { published: { services: { api: { ...computeOutputs.functions.services.api, invokeArn: undefined } } } },
    [
      "api.service is api, which has no image yet, so there is nothing to call; push one and deploy 30-ecs with it first",
    ],
  ],
  [
    "rights for a service that is not there",
    "tap-poc",
    "public",
    { published: { services: { backend: computeOutputs.public.services.api } } },
    ['auth.services.0 is not a service of 30-ecs, expected one of backend, got "api"; correct it'],
  ],
  [
    "Clerk without a way to the internet",
    "web-api-dev",
    "public",
    { published: { hasEgress: false } },
    [
      "auth.provider is clerk, which is reached over the internet, but tasks cannot get there and VPC endpoints do not help; give 10-network a way out (network.nat: single)",
    ],
  ],
])("%s is refused", (_, name, shape, options, messages) => {
  expect(faultsOf(name, shape, options)).toEqual(messages);
});
