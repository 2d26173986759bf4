import { expect, test } from "@jest/globals";
import { packageManifest } from "../../tools/package-manifest.ts";

const own = {
  ...{ name: "micro-stacks", version: "1.2.3", description: "Stacks", license: "Apache-2.0" },
  exports: { "./contract": "./shared/contract.ts", "./report.schema.json": "./tools/report.schema.json" },
  bin: { rollout: "tools/setup/rollout.mjs" },
  dependencies: { "@pulumi/pulumi": "3.259.0", zod: "4.6.7", yaml: "2.9.1", pngjs: "7.0.0" },
};

test("the package asks for what its modules import, with one copy of the SDK and of the schemas", () => {
  const imported = ["node:fs", "yaml", "zod", "@pulumi/pulumi", "@pulumi/pulumi/proto/plugin_pb.js"];
  expect(packageManifest(own, imported)).toEqual({
    ...{ name: "micro-stacks", version: "1.2.3", description: "Stacks", license: "Apache-2.0" },
    ...{ type: "module", engines: { node: ">=24" }, bin: own.bin },
    exports: { "./contract": "./shared/contract.js", "./report.schema.json": "./tools/report.schema.json" },
    dependencies: { yaml: "2.9.1" },
    peerDependencies: { "@pulumi/pulumi": "3.259.0", zod: "4.6.7" },
  });
});

test("an import that the repository itself does not declare is refused", () => {
  expect(() => packageManifest(own, ["execa"])).toThrow(
    'the tool imports "execa", which is not among "dependencies" in package.json',
  );
});
