import { expect, test } from "@jest/globals";
import {
  planSync,
  readBuildEnvironment,
  type FrontendSettings,
} from "../../../tools/delivery/frontend-delivery.ts";

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

const answering = (Name: string, Value: string) => async () => ({ Parameters: [{ Name, Value }] });

test("the build is told what 99-cicd wrote", async () => {
  const aws = answering("/shop/dev/web/VITE_API_ORIGIN", "https://api.example.com");
  expect(await readBuildEnvironment(aws, "/shop/dev/")).toEqual(["VITE_API_ORIGIN=https://api.example.com"]);
});

test.each([
  ["VITE_A", "one\nPATH=/tmp"],
  ["path", "x"],
])("%j cannot smuggle a variable into the job", async (name, value) => {
  await expect(readBuildEnvironment(answering(`/shop/dev/web/${name}`, value), "/shop/dev/")).rejects.toThrow(
    `"/shop/dev/web/${name}" is no variable for a build, expected a name and a value of one line`,
  );
});
