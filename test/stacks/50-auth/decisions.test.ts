import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { bundleFunction } from "../../../shared/functions-bundle.ts";
import { appStatements } from "../../../stacks/50-auth/app-grants.ts";
import { authConfig } from "../../../stacks/50-auth/config.ts";
import { readCookie } from "../../../stacks/50-auth/functions/cookie.ts";
import { selectLinkSubnets } from "../../../stacks/50-auth/link-zones.ts";
import { gatewayPaths, pathName, planPathTree, planRoutes } from "../../../stacks/50-auth/routes.ts";
import { signInPrefix } from "../../../stacks/50-auth/sign-in-host.ts";
import { examples } from "../../support/examples/auth.ts";

test.each([
  ["/*", ["/", "/{proxy+}"]],
  ["/api/*", ["/api", "/api/{proxy+}"]],
  ["/webhooks/stripe", ["/webhooks/stripe"]],
])("%s is served at %j", (path, expected) => {
  expect(gatewayPaths(path)).toEqual(expected);
});

test.each([
  ["/", "root"],
  ["/{proxy+}", "proxy"],
  ["/api/{proxy+}", "api-proxy"],
  ["/webhooks/stripe", "webhooks-stripe"],
])("the path %s is called %s", (path, expected) => {
  expect(pathName(path)).toBe(expected);
});

test("a REST API's tree has each path once, parents first", () => {
  expect(planPathTree(["/", "/api", "/api/{proxy+}", "/webhooks/stripe"])).toEqual([
    { path: "/api", parent: "/", part: "api" },
    { path: "/api/{proxy+}", parent: "/api", part: "{proxy+}" },
    { path: "/webhooks", parent: "/", part: "webhooks" },
    { path: "/webhooks/stripe", parent: "/webhooks", part: "stripe" },
  ]);
});

test("where no page of another origin calls, browsers ask nothing beforehand, so no OPTIONS passes unchecked", () => {
  const { cors: _, ...api } = examples["doc-pipeline-http"].api;
  const result = checkConfig(authConfig, { ...examples["doc-pipeline-http"], api });
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  expect(planRoutes(result.config.api).map(({ method }) => method)).not.toContain("OPTIONS");
});

test.each([
  [
    ["usw1-az1", "usw1-az3"],
    ["a", "b"],
  ],
  [["use1-az3", "use1-az1"], ["b"]],
  [["usw1-az2", "use1-az3"], []],
])("of subnets a and b in %j a VPC link takes %j", (zones, expected) => {
  expect(selectLinkSubnets(zones, ["a", "b"])).toEqual(expected);
});

test("a sign-in prefix differs by account and does not show its number", () => {
  const scope = { product: "tap", environment: "poc", region: "us-east-1" };
  const prefixes = ["111111111111", "222222222222"].map((accountId) => signInPrefix({ ...scope, accountId }));
  expect(new Set(prefixes).size).toBe(2);
  expect(prefixes[0]).toMatch(/^tap-poc-[0-9a-f]{8}$/);
});

test.each([
  ["a=1; access_token=x.y.z; b=2", "x.y.z"],
  ["access_token_old=1; access_token=2", "2"],
  ["xaccess_token=1", undefined],
  ["access_token=a=b", "a=b"],
  ["", undefined],
])("the cookie in %j is %j", (header, expected) => {
  expect(readCookie(header, "access_token")).toBe(expected);
});

test("an app that manages nobody gets no right on the user pool", () => {
  const grants = {
    settingPathArns: [],
    clientSecretArn: undefined,
    userPoolArn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_EXAMPLE01",
    connectionsArn: undefined,
  };
  expect(appStatements({ ...grants, appAccess: "none" })).toEqual([]);
  for (const appAccess of ["read", "manage"] as const) {
    const [statement] = appStatements({ ...grants, appAccess });
    expect(statement!.Resource).toBe(grants.userPoolArn);
    expect(
      [statement!.Action].flat().some((action) => /\*|UserPool$|SetUserPassword/.test(String(action))),
    ).toBe(false);
  }
});

test.each(["pre-token", "cookie-authorizer"])("%s is bundled to the same bytes each time", (name) => {
  const entry = new URL(`../../../stacks/50-auth/functions/${name}.ts`, import.meta.url);
  expect(bundleFunction(entry).hash).toBe(bundleFunction(entry).hash);
});
