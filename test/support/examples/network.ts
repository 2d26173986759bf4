import type { NetworkConfigInput } from "../../../stacks/10-network/config.ts";

export type NetworkExample =
  | "doc-pipeline-dev"
  | "doc-pipeline-dev-hardened"
  | "doc-pipeline-prod"
  | "web-api-dev"
  | "web-api-prod"
  | "app-runner-dev"
  | "app-runner-prod"
  | "utm-dev"
  | "utm-prod"
  | "tap-poc";

const common = { accountId: "123456789012", owner: "platform", costCenter: "cc-1" };
const docPipeline = { ...common, product: "doc-pipeline", region: "us-west-1" };
const webApi = { ...common, product: "web-api", region: "us-east-1" };
const appRunner = { ...common, product: "app-runner", region: "us-east-1" };
const utm = { ...common, product: "utm", region: "us-east-1" };

const natImage = { amiId: "ami-0fedcba9876543210" };
/** API, front end and SuperTokens core; only the core is called by its neighbours. */
const utmPorts = { servicePorts: [3000, 80, 3567], discoveryPorts: [3567] };

/** What each of the five systems asks of its network. */
export const examples: Record<NetworkExample, NetworkConfigInput> = {
  // Day one: public tasks and load balancer, no NAT; private and database subnets exist already, so that nothing moves.
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    network: { mode: "open", nat: "none", frontDoor: "internet", servicePorts: [3000] },
  },
  "doc-pipeline-dev-hardened": {
    ...docPipeline,
    profile: "dev",
    network: { mode: "private", nat: "single", servicePorts: [3000] },
  },
  // "3 AZs" are two here: us-west-1 offers an account no third zone.
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    network: { mode: "private", nat: "perAz", frontDoor: "cloudfront", servicePorts: [3000], azCount: 2 },
    domain: { name: "docs.example.com", zone: { mode: "lookup", name: "example.com" } },
  },
  "web-api-dev": {
    ...webApi,
    profile: "dev",
    network: {
      mode: "private",
      nat: "fck-nat",
      fckNat: natImage,
      frontDoor: "internet",
      servicePorts: [3001],
    },
    domain: { name: "dev.shop.example.com", zone: { mode: "create" } },
  },
  "web-api-prod": {
    ...webApi,
    profile: "prod",
    network: { mode: "private", nat: "perAz", azCount: 3, frontDoor: "internet", servicePorts: [3001] },
    domain: { name: "shop.example.com", zone: { mode: "lookup" } },
  },
  "app-runner-dev": {
    ...appRunner,
    profile: "dev",
    network: {
      cidr: "10.20.0.0/24",
      mode: "private",
      nat: "fck-nat",
      servicePorts: [8080],
    },
  },
  "app-runner-prod": {
    ...appRunner,
    profile: "prod",
    network: { cidr: "10.20.1.0/24", mode: "private", nat: "single", servicePorts: [8080] },
  },
  "utm-dev": {
    ...utm,
    profile: "dev",
    network: { mode: "private", nat: "single", frontDoor: "internet", ...utmPorts },
  },
  "utm-prod": {
    ...utm,
    profile: "prod",
    network: { mode: "private", nat: "regional", frontDoor: "internet", flowLogs: "s3", ...utmPorts },
    domain: { name: "utm.example.com", zone: { mode: "lookup" }, certs: { edge: false } },
  },
  // Port 80 is open beside the 443 of the plan: without it the redirect to HTTPS answers nobody.
  "tap-poc": {
    ...common,
    product: "tap",
    region: "us-east-1",
    profile: "poc",
    network: {
      cidr: "10.0.0.0/16",
      azs: ["us-east-1a", "us-east-1b"],
      subnetCidrs: {
        public: ["10.0.1.0/24", "10.0.2.0/24"],
        private: ["10.0.10.0/24", "10.0.11.0/24"],
        db: ["10.0.20.0/24", "10.0.21.0/24"],
      },
      mode: "private",
      nat: "single",
      frontDoor: "internet",
      servicePorts: [8000],
    },
    domain: { name: "tap.example.com", zone: { mode: "none" }, certs: { validation: "manual" } },
  },
};
