import { homedir } from "node:os";
import { expect, test } from "@jest/globals";
import { withEnvironment } from "../support/environment.ts";
import type { Layer } from "../../tools/layers.ts";
import { absoluteBackend, backendUrlOf } from "../../tools/project-backend.ts";

const layer = (name: string, url?: string): Layer => ({
  ...{ name, folder: `/repository/stacks/${name}`, contract: undefined, stacks: new Map() },
  project: url === undefined ? {} : { backend: { url } },
});
const bucket = "s3://shop-state?region=eu-west-1";

test("the variable comes before the projects, and the projects before the login", async () => {
  const layers = [layer("10-a", bucket), layer("20-b", bucket)];
  await withEnvironment({ PULUMI_BACKEND_URL: "s3://other" }, async () => {
    expect(backendUrlOf(layers)).toBe("s3://other");
  });
  await withEnvironment({ PULUMI_BACKEND_URL: "" }, async () => {
    expect(backendUrlOf(layers)).toBe(bucket);
    expect(backendUrlOf([layer("10-a")])).toBeUndefined();
  });
});

test("projects that name different places are refused", async () => {
  await withEnvironment({ PULUMI_BACKEND_URL: "" }, async () => {
    expect(() => backendUrlOf([layer("10-a", bucket), layer("20-b"), layer("30-c", bucket)])).toThrow(
      [
        "the layers keep their state in different places, expected the same backend.url in each Pulumi.yaml:",
        `  - ${bucket}: 10-a, 30-c`,
        "  - none: 20-b",
      ].join("\n"),
    );
  });
});

test("a relative folder is the project's, whoever names it, and one in the home directory is anybody's", () => {
  expect(absoluteBackend("file://../../state", "/repository/stacks/10-a")).toBe("file:///repository/state");
  expect(absoluteBackend("file://~/state", homedir())).toBe("file://~/state");
});
