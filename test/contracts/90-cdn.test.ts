import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { cdn } from "../../shared/contracts/cdn.ts";

const account = "123456789012";

const valid = {
  mode: "s3-oac",
  distributionId: "E1A2B3C4D5E6F7",
  distributionArn: `arn:aws:cloudfront::${account}:distribution/E1A2B3C4D5E6F7`,
  distributionDomain: "d1a2b3c4d5e6f7.cloudfront.net",
  siteBucketName: `shop-dev-site-${account}-us-east-1`,
  siteBucketArn: `arn:aws:s3:::shop-dev-site-${account}-us-east-1`,
  amplifyAppId: undefined,
  amplifyBranch: undefined,
  edgeWebAclArn: `arn:aws:wafv2:us-east-1:${account}:global/webacl/shop-dev-edge/11111111-2222-3333-4444-555555555555`,
  edgeWebAclName: "shop-dev-edge",
  accessLogGroupName: "/aws/vendedlogs/cloudfront/shop-dev-web",
  webUrl: "https://app.shop.example.com",
  dnsRecords: [{ name: "app.shop.example.com", type: "CNAME", value: "d1a2b3c4d5e6f7.cloudfront.net" }],
} satisfies OutputValues<typeof cdn>;

const faultsOf = (outputs: Record<string, unknown>) =>
  Object.keys(cdn.outputs).flatMap((key) =>
    checkValue(cdn, key, outputs[key]).map(({ path, message }) => `${path} ${message}`),
  );

test("90-cdn publishes where users open the product, and what serves it there", () => {
  expect(faultsOf(valid)).toEqual([]);
});

test("Amplify, which has no distribution or bucket of ours, passes", () => {
  expect(
    faultsOf({
      mode: "amplify",
      amplifyAppId: "d1a2b3c4d5e6f7",
      amplifyBranch: "main",
      webUrl: "https://main.d1a2b3c4d5e6f7.amplifyapp.com",
      dnsRecords: [],
    }),
  ).toEqual([]);
});

test("nothing of it is secret, and it reads 30-ecs and 50-auth only where they are named", () => {
  expect(cdn.secrets).toEqual([]);
  expect(cdn.reads.map(({ layer }) => layer)).toEqual(["00-account", "10-network"]);
  expect(cdn.optionalReads.map(({ layer }) => layer)).toEqual(["30-ecs", "50-auth"]);
});

test.each([
  ["mode", "s3", 'mode Invalid option: expected one of "s3-oac"|"amplify"|"proxy", got "s3"'],
  ["distributionId", "web", 'distributionId expected an id such as "E1A2B3C4D5E6F7", got "web"'],
  ["distributionArn", "E1", 'distributionArn expected an ARN of cloudfront, got "E1"'],
  [
    "distributionDomain",
    "https://d1.cloudfront.net",
    'distributionDomain expected a host name such as "db.example.com", got "https://d1.cloudfront.net"',
  ],
  ["siteBucketName", "Site", 'siteBucketName expected a bucket name, got "Site"'],
  ["siteBucketArn", "site", 'siteBucketArn expected an ARN of s3, got "site"'],
  ["amplifyAppId", "app", 'amplifyAppId expected an id such as "d1a2b3c4d5e6f7", got "app"'],
  ["amplifyBranch", 1, "amplifyBranch expected string, got 1"],
  ["edgeWebAclArn", "edge", 'edgeWebAclArn expected an ARN of wafv2, got "edge"'],
  ["edgeWebAclName", 1, "edgeWebAclName expected string, got 1"],
  ["accessLogGroupName", 1, "accessLogGroupName expected string, got 1"],
  ["webUrl", "http://app.shop.example.com", 'webUrl Invalid URL, got "http://app.shop.example.com"'],
  ["dnsRecords", [{ name: "app" }], "dnsRecords.0.type expected string, got nothing"],
])("a broken %s is refused", (key, value, message) => {
  const [first] = faultsOf({ ...valid, [key]: value });
  expect(first).toBe(message);
});
