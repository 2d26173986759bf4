import type { NewFiles } from "./layer-files.ts";
import type { LayerName } from "./name.ts";

/** The tests that a new layer starts with: of its contract, its configuration and its program. */
export function testFiles({ layer, file, variable, type }: LayerName): NewFiles {
  return {
    [`test/support/examples/${file}.ts`]: `import type { ${type}ConfigInput } from "../../../stacks/${layer}/config.ts";

/** A configuration of ${layer} for the tests to start from. */
export const example = {
  product: "shop",
  profile: "dev",
  accountId: "123456789012",
  region: "us-east-1",
  owner: "platform",
  costCenter: "cc-1",
  settings: { colour: "green" },
} satisfies ${type}ConfigInput;
`,
    [`test/contracts/${layer}.test.ts`]: `import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { ${variable} } from "../../shared/contracts/${file}.ts";

const valid = {
  parameterNames: { colour: "/shop/dev/${file}/colour" },
} satisfies OutputValues<typeof ${variable}>;

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(${variable}.outputs)
    .flatMap((key) => checkValue(${variable}, key, values[key]))
    .map(({ path, message }) => \`\${path} \${message}\`);

test("what ${layer} publishes keeps its contract, and so do no settings at all", () => {
  expect(faultsOf(valid)).toEqual([]);
  expect(faultsOf({ parameterNames: {} })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["no names", { parameterNames: undefined }, "parameterNames expected record, got nothing"],
  [
    "a name that is no path",
    { parameterNames: { colour: "colour" } },
    'parameterNames.colour expected a parameter\\'s name in SSM such as "/shop/dev/${file}/colour", got "colour"',
  ],
])("%s breaks it", (_what, broken, message) => {
  expect(faultsOf({ ...valid, ...broken })).toEqual([message]);
});
`,
    [`test/stacks/${layer}/config.test.ts`]: `import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { ${variable}Config } from "../../../stacks/${layer}/config.ts";
import { example } from "../../support/examples/${file}.ts";

function faultsOf(change: object): string[] {
  const result = checkConfig(${variable}Config, { ...example, ...change });
  return "faults" in result ? result.faults.map(({ key, message }) => \`\${key} \${message}\`) : [];
}

test("the example is accepted, and so is a stack without settings", () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ settings: undefined })).toEqual([]);
});

test("a key that there is not is refused with the one that was meant", () => {
  expect(faultsOf({ setings: {} })).toEqual(['setings is not a configuration key; did you mean "settings"?']);
});

test("every fault is told at once", () => {
  expect(faultsOf({ region: "mars", settings: { "a b": "green", colour: "" } })).toEqual([
    'region is "mars", expected an AWS region such as "us-west-1"',
    'settings.a b is wrong, expected a valid value (Invalid key in record), got "green"',
    'settings.colour is wrong, expected a valid value (Too small: expected string to have >=1 characters), got ""',
  ]);
});
`,
    [`test/stacks/${layer}/${file}.test.ts`]: `import { expect, test } from "@jest/globals";
import { example } from "../../support/examples/${file}.ts";
import { runLayer } from "../../support/layer-under-mocks.ts";

const run = (config: object = example) => runLayer({ layer: "${layer}", stack: "dev", config });

test("each setting is a parameter below the layer's own path, and its name is published", async () => {
  const layer = await run();
  expect(layer.resource("aws:ssm/parameter:Parameter", "colour").inputs).toMatchObject({
    name: "/shop/dev/${file}/colour",
    type: "String",
    insecureValue: "green",
  });
  expect(layer.outputs["parameterNames"]).toEqual({ colour: "/shop/dev/${file}/colour" });
});

test("without settings nothing is made", async () => {
  const layer = await run({ ...example, settings: {} });
  expect(layer.all("aws:ssm/parameter:Parameter")).toEqual([]);
  expect(layer.outputs["parameterNames"]).toEqual({});
});
`,
  };
}
