import { expect, test } from "@jest/globals";
import { addClaims, type PreTokenEvent } from "../../../stacks/50-auth/functions/pre-token.ts";

const handler = addClaims({
  tenant: { attribute: "custom:tenant", required: true },
  role: { attribute: "custom:role", default: "member", required: false },
});

/** The event of version V2_0 as Cognito sends it after a sign-in on its own page. */
const signIn = (attributes: Record<string, string>): PreTokenEvent => ({
  version: "2",
  triggerSource: "TokenGeneration_HostedAuth",
  region: "us-west-1",
  userPoolId: "us-west-1_EXAMPLE01",
  userName: "4f6a9d2e-0000-4000-8000-000000000000",
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "1example23456789" },
  request: {
    userAttributes: {
      sub: "4f6a9d2e-0000-4000-8000-000000000000",
      "cognito:user_status": "CONFIRMED",
      email_verified: "true",
      email: "person@example.com",
      ...attributes,
    },
    groupConfiguration: { groupsToOverride: ["admins"], iamRolesToOverride: [], preferredRole: null },
    scopes: ["openid", "email", "profile"],
  },
  response: { claimsAndScopeOverrideDetails: null },
});

test("both tokens get the tenant and the role of the user", async () => {
  const event = signIn({ "custom:tenant": "acme", "custom:role": "admin" });
  const claims = { claimsToAddOrOverride: { tenant: "acme", role: "admin" } };
  expect(await handler(event)).toEqual({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: { idTokenGeneration: claims, accessTokenGeneration: claims },
    },
  });
});

test("a user without a role gets the default one", async () => {
  const { response } = await handler(signIn({ "custom:tenant": "acme" }));
  expect(response.claimsAndScopeOverrideDetails?.accessTokenGeneration.claimsToAddOrOverride).toEqual({
    tenant: "acme",
    role: "member",
  });
});

test.each([{}, { "custom:tenant": "" }])("a user without a tenant gets no token: %j", async (attributes) => {
  await expect(handler(signIn(attributes as Record<string, string>))).rejects.toThrow(
    "Your account has no tenant yet; ask an administrator.",
  );
});

test("a user of Google and a refreshed session are treated alike", async () => {
  const google = {
    ...signIn({ identities: '[{"providerName":"Google"}]', "custom:tenant": "acme" }),
    triggerSource: "TokenGeneration_RefreshTokens",
  };
  const { response } = await handler(google);
  expect(response.claimsAndScopeOverrideDetails?.idTokenGeneration.claimsToAddOrOverride["tenant"]).toBe(
    "acme",
  );
});
