import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "50-auth 1",
    what: "claims in access tokens need the Essentials tier, and Cognito must be allowed to call the function",
    rules: ["user-pool-features-by-tier", "missing-function", "function-role"],
  },
  {
    id: "50-auth 2",
    what: "attributes of users can never change: another pool would be made, without the users",
    rules: [
      "user-pool-attributes-stay",
      "user-pool-deletion-protection",
      "user-pool-client-providers",
      "identity-provider-details",
    ],
  },
  {
    id: "50-auth 3",
    what: "callbacks are https and match exactly",
    rules: ["user-pool-client-redirects", "user-pool-client-rotation"],
  },
  {
    id: "50-auth 3",
    what: "three tokens do not fit into one cookie",
    undecided: "the app writes its cookies, and a browser drops what is too long",
  },
  {
    id: "50-auth 4",
    what: "a prefix is unique and without certain words; an own host needs a certificate and a parent that resolves",
    rules: [
      "user-pool-domain-form",
      "user-pool-custom-domain",
      "user-pool-has-domain",
      "managed-login-by-tier",
    ],
  },
  {
    id: "50-auth 5",
    what: "a JWT authorizer reads no cookies; credentials and any origin exclude each other",
    rules: ["api-authorizer-form", "api-cors-wildcard-with-credentials"],
  },
  {
    id: "50-auth 6",
    what: "a stage with one of its two limits answers every call with 429",
    rules: ["api-limits-come-in-pairs", "api-timeout", "api-route-settings-name-routes"],
  },
  {
    id: "50-auth 6",
    what: "a stage logs to a group that is there before, by its ARN",
    rules: ["api-access-log-form", "api-access-log-group-exists"],
  },
  {
    id: "50-auth 7",
    what: "a VPC link never changes, goes to a listener, and is missing in some zones",
    rules: [
      "vpc-link-in-use",
      "vpc-link-zones",
      "vpc-link-network",
      "api-link-integration-target",
      "api-link-tls",
    ],
  },
  {
    id: "50-auth 7",
    what: "a VPC link sleeps after 60 days without a call",
    undecided: "time and traffic decide",
  },
  {
    id: "50-auth 8",
    what: "a REST API: methods before the deployment, the account's role before logs, 29 seconds",
    rules: [
      "rest-deployment-has-methods",
      "rest-logs-need-account-role",
      "api-account-role",
      "rest-link-names-its-target",
      "rest-path-twice",
      "api-timeout",
    ],
  },
];
