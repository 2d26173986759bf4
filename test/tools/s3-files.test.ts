import { expect, test } from "@jest/globals";
import { parseS3Url } from "../../tools/s3-files.ts";

test.each([
  ["s3://shop-state", { bucket: "shop-state", prefix: "" }],
  [
    "s3://shop-state/team/a/?region=eu-west-1",
    { bucket: "shop-state", prefix: "team/a/", region: "eu-west-1" },
  ],
  ["s3://shop-state?profile=ops&awssdk=v2", { bucket: "shop-state", prefix: "", profile: "ops" }],
  [
    "s3://b?endpoint=127.0.0.1:9000&disableSSL=true&s3ForcePathStyle=true",
    { bucket: "b", prefix: "", endpoint: "http://127.0.0.1:9000", forcePathStyle: true },
  ],
  [
    "s3://b?endpoint=https://minio.example:9000&use_path_style=true",
    { bucket: "b", prefix: "", endpoint: "https://minio.example:9000", forcePathStyle: true },
  ],
])("%s names the place that the engine takes it for", (url, place) => {
  expect(parseS3Url(url)).toEqual(place);
});
