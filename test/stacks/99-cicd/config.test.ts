import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { cicdConfig } from "../../../stacks/99-cicd/config.ts";
import { findUpstreamFaults } from "../../../stacks/99-cicd/upstream-rules.ts";
import { examples } from "../../support/examples/cicd.ts";

const { upstreams: _, ...common } = examples["utm-dev"];
const app = { owner: "example", repository: "app" };
const faultsOf = (config: object): string[] => {
  const result = checkConfig(cicdConfig, { ...common, ...config });
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
};

test.each(Object.entries(examples))("%s is a valid configuration", (_name, config) => {
  expect(checkConfig(cicdConfig, config)).toHaveProperty("config");
});

test("a product may have no pipeline at all, and a role's sessions last an hour", () => {
  expect(faultsOf({ cicd: {} })).toEqual([]);
  const result = checkConfig(cicdConfig, examples["utm-dev"]);
  expect("config" in result && result.config.cicd.backend?.maxSessionHours).toBe(1);
});

test("a pull request cannot change anything, nor read secrets", () => {
  const github = [{ ...app, pullRequests: true }];
  expect(faultsOf({ cicd: { backend: { github }, infraPreview: { github }, drift: { github } } })).toEqual([
    "cicd.backend.github.0.pullRequests lets code that nobody has reviewed change the environment, expected false, " +
      "got true; pull requests belong to cicd.infraPreview",
    "cicd.drift.github.0.pullRequests lets code that nobody has reviewed read secrets, expected false, got true; " +
      "pull requests belong to cicd.infraPreview",
  ]);
});

test("a branch may deliver in dev and poc; in stage and prod somebody approves", () => {
  const cicd = { infraUp: { github: [{ ...app, branches: ["main"] }] } };
  expect(faultsOf({ profile: "dev", cicd })).toEqual([]);
  expect(faultsOf({ profile: "prod", cicd })).toEqual([
    "cicd.infraUp.github.0.branches lets jobs in that no person approves, expected only environments in prod, " +
      'got ["main"]; name a GitHub environment that has reviewers',
  ]);
});

test("a web app without a place for it, an unknown key and a wildcard are all told at once", () => {
  const frontend = { github: [{ ...app, branches: ["*"] }], variables: {} };
  expect(faultsOf({ cicd: { frontend, backends: {} } })).toEqual([
    'cicd.frontend.github.0.branches holds a wildcard, expected exact names, got "*"; list each name',
    "cicd.frontend.variables is not a configuration key, expected one of env, github, maxSessionHours; remove or rename it",
    'cicd.backends is not a configuration key; did you mean "backend"?',
    "cicd.frontend has nowhere to put the web app, expected a stack of 90-cdn in upstreams, got none; " +
      "add upstreams.90-cdn, or remove it",
  ]);
});

test("what the account does not have is told, with where to set it", () => {
  const result = checkConfig(cicdConfig, examples["app-runner-dev"]);
  if (!("config" in result)) throw new Error("the example is wrong");
  const account = { githubOidcProviderArn: "arn", permissionsBoundaryArn: "arn" };
  expect(findUpstreamFaults(result.config, account)).toEqual([]);
  expect(
    findUpstreamFaults(result.config, {
      githubOidcProviderArn: undefined,
      permissionsBoundaryArn: undefined,
    }),
  ).toEqual([
    {
      key: "cicd",
      message:
        "has backend, infraPreview, drift, infraUp, but 00-account knows no OIDC provider for GitHub Actions; " +
        "set account.githubOidc to create or adopt there",
    },
    {
      key: "cicd.infraUp",
      message:
        "makes roles, but 00-account has no boundary for them; set account.permissionsBoundary to true there",
    },
  ]);
});
