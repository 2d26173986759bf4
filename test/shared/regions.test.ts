import { expect, test } from "@jest/globals";
import { isRegion, isServiceAvailable, regionsWith } from "../../shared/regions.ts";

test.each([
  ["comprehend", "us-west-1", false],
  ["comprehend", "us-west-2", true],
  ["textract", "us-west-1", true],
  ["apprunner", "us-west-1", false],
  ["apprunner", "us-east-1", true],
  ["bedrock", "us-west-1", true],
  ["bedrock", "ap-east-1", false],
  ["amplify", "us-west-1", true],
] as const)("%s in %s: %s", (service, region, available) => {
  expect(isServiceAvailable(service, region)).toBe(available);
});

test("a region that the table does not know has nothing", () => {
  expect(isRegion("us-west-9")).toBe(false);
  expect(isServiceAvailable("bedrock", "us-west-9")).toBe(false);
});

test("the regions of a service are listed in alphabetical order", () => {
  expect(regionsWith("comprehend").join(" ")).toBe(
    "ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 " +
      "eu-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 us-west-2",
  );
});
