import { expect, test } from "@jest/globals";
import { buildVariable, planSync, type FrontendSettings } from "../../../tools/delivery/frontend-delivery.ts";

const settings: FrontendSettings = {
  mode: "s3-oac",
  siteBucketName: "site",
  distributionId: "E1",
  webUrl: "https://app.example.com",
};

test("a page's parts come before the page, the old ones go last, and the cache is emptied in the end", () => {
  expect(planSync(settings, "dist").map((args) => args.join(" "))).toEqual([
    "s3 sync dist s3://site --exclude * --include assets/* --cache-control public,max-age=31536000,immutable",
    "s3 sync dist s3://site --exclude assets/* --cache-control no-cache",
    "s3 sync dist s3://site --delete --size-only",
    "cloudfront create-invalidation --distribution-id E1 --paths /*",
  ]);
});

test("Amplify builds by itself", () => {
  expect(() => planSync({ mode: "amplify", webUrl: "https://x" }, "dist")).toThrow(
    'a web app in mode "amplify" has no bucket to sync, expected mode "s3-oac"',
  );
});

test("the build is told what 99-cicd wrote", () => {
  expect(buildVariable("/shop/dev/web/VITE_API_ORIGIN", "/shop/dev/web", "https://api.example.com")).toBe(
    "VITE_API_ORIGIN=https://api.example.com",
  );
});

test.each([
  ["VITE_A", "one\nPATH=/tmp"],
  ["path", "x"],
])("%j cannot smuggle a variable into the job", (name, value) => {
  expect(() => buildVariable(`/shop/dev/web/${name}`, "/shop/dev/web", value)).toThrow(
    `"/shop/dev/web/${name}" is no variable for a build, expected a name and a value of one line`,
  );
});
