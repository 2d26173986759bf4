import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { auth } from "../../shared/contracts/auth.ts";

const cognitoWithRest: OutputValues<typeof auth> = {
  provider: "cognito",
  userPoolId: "us-west-1_a1B2c3D4e",
  userPoolArn: "arn:aws:cognito-idp:us-west-1:123456789012:userpool/us-west-1_a1B2c3D4e",
  clientId: "1example23456789abcdefghij",
  clientSecretArn: "arn:aws:secretsmanager:us-west-1:123456789012:secret:docs/prod/cognitoClient-AbCdEf",
  issuer: "https://cognito-idp.us-west-1.amazonaws.com/us-west-1_a1B2c3D4e",
  authDomain: "docs-prod-0a1b2c3d.auth.us-west-1.amazoncognito.com",
  apiKind: "rest",
  apiId: "a1b2c3d4e5",
  apiName: "api-0a1b2c3",
  apiStage: "live",
  apiStageArn: "arn:aws:apigateway:us-west-1::/restapis/a1b2c3d4e5/stages/live",
  apiHost: "a1b2c3d4e5.execute-api.us-west-1.amazonaws.com",
  apiUrl: "https://a1b2c3d4e5.execute-api.us-west-1.amazonaws.com/live",
  apiKeyIds: { accounting: "b1c2d3e4f5" },
  webSocketApiId: "c1d2e3f4a5",
  webSocketUrl: "wss://c1d2e3f4a5.execute-api.us-west-1.amazonaws.com/live",
  webSocketConnectionsUrl: "https://c1d2e3f4a5.execute-api.us-west-1.amazonaws.com/live",
  vpcLinkId: "a1b2c3",
  dnsRecords: [
    { name: "api.example.com", type: "CNAME", value: "d-a1b2c3.execute-api.us-west-1.amazonaws.com" },
  ],
};

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(auth.outputs)
    .flatMap((key) => checkValue(auth, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("an API with Cognito and a product without either both keep the contract", () => {
  expect(faultsOf(cognitoWithRest)).toEqual([]);
  expect(faultsOf({ provider: "clerk", apiKind: "none", dnsRecords: [] })).toEqual([]);
});

test.each<[keyof typeof cognitoWithRest, unknown, string]>([
  [
    "provider",
    "auth0",
    'provider Invalid option: expected one of "cognito"|"clerk"|"supertokens"|"none", got "auth0"',
  ],
  ["userPoolId", "pool", 'userPoolId expected an id such as "us-east-1_a1B2c3D4e", got "pool"'],
  ["userPoolArn", "arn:aws:iam::1:x", 'userPoolArn expected an ARN of cognito-idp, got "arn:aws:iam::1:x"'],
  ["clientId", "x", 'clientId expected an id such as "1example23456789", got "x"'],
  ["clientSecretArn", "s3cr3t", 'clientSecretArn expected an ARN of secretsmanager, got "s3cr3t"'],
  ["issuer", "http://issuer", 'issuer Invalid URL, got "http://issuer"'],
  ["authDomain", "https://x", 'authDomain expected a host name such as "db.example.com", got "https://x"'],
  ["apiKind", "graphql", 'apiKind Invalid option: expected one of "http"|"rest"|"none", got "graphql"'],
  ["apiId", "API", 'apiId expected an id such as "a1b2c3d4e5", got "API"'],
  ["apiStageArn", "live", 'apiStageArn expected an ARN of apigateway, got "live"'],
  ["apiHost", "host", 'apiHost expected a host name such as "db.example.com", got "host"'],
  ["apiUrl", "http://api.example.com", 'apiUrl Invalid URL, got "http://api.example.com"'],
  ["webSocketUrl", "https://x.example.com", 'webSocketUrl Invalid URL, got "https://x.example.com"'],
  ["vpcLinkId", "?", 'vpcLinkId expected an id such as "a1b2c3", got "?"'],
  ["dnsRecords", undefined, "dnsRecords expected array, got nothing"],
])("a broken %s is told", (key, value, message) => {
  expect(faultsOf({ ...cognitoWithRest, [key]: value })).toEqual([message]);
});
