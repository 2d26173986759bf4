import { expect, test } from "@jest/globals";
import { parseLogin } from "../../../tools/rehearsal/login.ts";

const args = {
  region: "us-west-1",
  allowedAccountIds: '["111122223333"]',
  defaultTags: '{"tags":{"Environment":"dev"}}',
};

test("the credentials belong to the account that the provider allows", () => {
  expect(parseLogin(args, undefined)).toEqual({
    account: "111122223333",
    region: "us-west-1",
    defaultTags: { Environment: "dev" },
  });
});

test("credentials of another account are refused as the provider refuses them", () => {
  expect(() => parseLogin(args, "444455556666")).toThrow("AWS account ID not allowed: 444455556666");
});

test.each([
  [undefined, "Missing region information"],
  ["us-west-9", "invalid AWS Region: us-west-9"],
])("region %j is refused", (region, message) => {
  expect(() => parseLogin({ ...args, region }, undefined)).toThrow(message);
});
