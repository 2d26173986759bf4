import { expect, test } from "@jest/globals";
import {
  bucketName,
  fitName,
  logGroupName,
  resourceName,
  tracedName,
  secretName,
  ssmPrefix,
} from "../../shared/naming.ts";

const scope = { product: "doc-pipeline", environment: "dev", accountId: "111111111111", region: "us-west-1" };

test.each([
  ["resourceName", resourceName(scope, "api"), "doc-pipeline-dev-api"],
  ["tracedName", tracedName(scope, "api"), "doc-pipeline-dev-api"],
  ["bucketName", bucketName(scope, "docs-original"), "doc-pipeline-dev-docs-original-111111111111-us-west-1"],
  ["ssmPrefix", ssmPrefix(scope), "/doc-pipeline/dev/"],
  ["secretName", secretName(scope, "sentry"), "doc-pipeline/dev/sentry"],
  ["logGroupName", logGroupName(scope, "ecs", "api"), "/ecs/doc-pipeline-dev-api"],
])("%s is fixed, so that lower layers can compute it", (_, name, expected) => {
  expect(name).toBe(expected);
});

test("a name that fits is left alone, and a longer one is cut without two becoming one", () => {
  expect(fitName("a".repeat(32), 32)).toBe("a".repeat(32));
  const [one, two] = [fitName(`${"a".repeat(40)}-one`, 32), fitName(`${"a".repeat(40)}-two`, 32)];
  expect(one).toMatch(/^a{24}-[0-9a-f]{7}$/);
  expect(one).not.toBe(two);
});

test("a cut never leaves two hyphens in a row, which DB identifiers refuse", () => {
  expect(fitName(`${"a".repeat(23)}-${"b".repeat(20)}`, 32)).toMatch(/^a{23}-[0-9a-f]{7}$/);
});

test("a bucket name never exceeds 63 characters", () => {
  const name = bucketName(
    { ...scope, product: "a-product-of-20-char", environment: "productionx" },
    "docs-processed-archive",
  );
  expect(name).toHaveLength(63);
});
