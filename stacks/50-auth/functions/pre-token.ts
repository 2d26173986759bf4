import { environmentVariable } from "../../../shared/environment.ts";
import { makeClaims, type ClaimRules } from "./claims.ts";

/**
 * What Cognito sends before it issues tokens, version V2_0
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html).
 */
export interface PreTokenEvent {
  version: string;
  triggerSource: string;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: {
    userAttributes: Record<string, string>;
    groupConfiguration?: Record<string, unknown>;
    scopes?: string[];
  };
  response: { claimsAndScopeOverrideDetails: ClaimsAndScopes | null };
}

interface ClaimsAndScopes {
  idTokenGeneration: { claimsToAddOrOverride: Record<string, string> };
  accessTokenGeneration: { claimsToAddOrOverride: Record<string, string> };
}

/** Adds the claims to both tokens: APIs check the access token, the app greets by the ID token. */
export const addClaims =
  (rules: ClaimRules) =>
  async (event: PreTokenEvent): Promise<PreTokenEvent> => {
    const claimsToAddOrOverride = makeClaims(rules, event.request.userAttributes);
    return {
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: { claimsToAddOrOverride },
          accessTokenGeneration: { claimsToAddOrOverride },
        },
      },
    };
  };

export const handler = addClaims(JSON.parse(environmentVariable("CLAIMS") ?? "{}") as ClaimRules);
