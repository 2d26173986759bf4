import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "@jest/globals";
import { emulatedServices, emulatorArgs, emulatorVariable } from "../../shared/emulator.ts";
import { withEnvironment } from "../support/environment.ts";
import { examples } from "../support/examples/account.ts";
import { runLayer } from "../support/layer-under-mocks.ts";

const url = "http://localhost:4566";
const [config] = Object.values(examples);
const packageFile = createRequire(import.meta.url).resolve("@pulumi/aws/package.json");
const declarations = readFileSync(packageFile.replace("package.json", "types/input.d.ts"), "utf8");
const endpoints = /export interface ProviderEndpoint \{(.*?)\n\}/s.exec(declarations)?.[1] ?? "";

const providerOf = async (): Promise<Record<string, any>> => {
  const layer = await runLayer({ layer: "00-account", stack: "dev", config: config! });
  return layer.resource("pulumi:providers:aws").inputs;
};

test.each(emulatedServices)("%s is an endpoint that the provider knows", (service) => {
  expect(endpoints).toContain(` ${service}?: pulumi.Input<string | undefined>;`);
});

test("without an emulator a layer's provider is pinned to the account and talks to AWS", async () => {
  const inputs = await providerOf();
  expect(JSON.parse(inputs["allowedAccountIds"])).toEqual([config!.accountId]);
  expect(Object.keys(inputs).sort()).toEqual(
    expect.not.arrayContaining(["endpoints", "accessKey", "skipCredentialsValidation"]),
  );
});

test("with one it talks to that alone, by path, as the account of the configuration, unchecked", async () => {
  const inputs = await withEnvironment({ [emulatorVariable]: url }, providerOf);
  expect(JSON.parse(inputs["endpoints"])).toEqual(emulatorArgs(url, config!.accountId).endpoints);
  expect(inputs).not.toHaveProperty("allowedAccountIds");
  expect(inputs).toMatchObject({
    accessKey: expect.objectContaining({ value: config!.accountId }),
    secretKey: expect.objectContaining({ value: "test" }),
    s3UsePathStyle: "true",
    skipCredentialsValidation: "true",
    skipMetadataApiCheck: "true",
  });
});
