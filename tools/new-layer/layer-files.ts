import type { LayerName } from "./name.ts";

/** A new file's text by its path in the repository. */
export type NewFiles = Readonly<Record<string, string>>;

/**
 * A layer that keeps settings in SSM, as an example of all that a layer has: configuration, a component, outputs. What
 * it makes is there to be replaced.
 */
export function layerFiles(name: LayerName, description: string): NewFiles {
  const { layer, file, variable, type } = name;
  return {
    [`stacks/${layer}/Pulumi.yaml`]: `name: ${layer}
main: index.ts
description: ${JSON.stringify(description)}
runtime:
  name: nodejs
  options:
    typescript: false
config:
  pulumi:disable-default-providers:
    value: [aws]
`,
    [`stacks/${layer}/config.ts`]: `import { z } from "zod";
import { defineLayerConfig } from "../../shared/config-schema.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html (names and sizes) */
const settingName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}$/, "expected up to 100 letters, digits, dots, hyphens and underscores");

export const ${variable}Config = defineLayerConfig({
  settings: z
    .record(settingName, z.string().min(1).max(4096))
    .default({})
    .describe("What the application reads when it starts, by name; never a secret"),
});

export type ${type}Config = z.output<typeof ${variable}Config>;
export type ${type}ConfigInput = z.input<typeof ${variable}Config>;
`,
    [`stacks/${layer}/settings.ts`]: `import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface SettingsArgs {
  /** Path in SSM that ends in a slash. */
  prefix: string;
  settings: Readonly<Record<string, string>>;
}

/** Settings that the application reads when it starts. */
export class Settings extends pulumi.ComponentResource {
  /** Names in SSM by setting. */
  readonly parameterNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: SettingsArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:${layer}:Settings", name, {}, options);
    const parameters = Object.entries(args.settings).map(([setting, value]) => {
      const parameter = new aws.ssm.Parameter(
        setting,
        // "insecure" keeps the value legible in previews; a setting is no secret.
        { name: \`\${args.prefix}\${setting}\`, type: "String", insecureValue: value },
        { parent: this },
      );
      return [setting, parameter.name] as const;
    });
    this.parameterNames = Object.fromEntries(parameters);
    this.registerOutputs();
  }
}
`,
    [`stacks/${layer}/index.ts`]: `import { createProvider } from "../../shared/aws-provider.ts";
import { ${variable} } from "../../shared/contracts/${file}.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { ssmPrefix } from "../../shared/naming.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { ${variable}Config } from "./config.ts";
import { Settings } from "./settings.ts";

export default async () => {
  const config = loadConfig(${variable}Config);
  const layer = openLayer(${variable}, config.upstreams);

  const settings = new Settings(
    "settings",
    { prefix: \`\${ssmPrefix(config)}${file}/\`, settings: config.settings },
    { provider: createProvider(config) },
  );

  return layer.publish({ parameterNames: settings.parameterNames });
};
`,
    [`stacks/${layer}/README.md`]: `# ${layer}

**Owns** ${description}: settings in SSM, until somebody writes what it really makes.
**Reads** nothing. What it reads, its contract declares: \`reads: [network]\`, then \`await layer.read(network)\` before the first resource.
**Publishes** [shared/contracts/${file}.ts](../../shared/contracts/${file}.ts).
**Holds state?** No.

## Undo

\`pulumi destroy\` removes the settings. No other layer changes.
`,
    [`shared/contracts/${file}.ts`]: `import { z } from "zod";
import { defineContract } from "../contract.ts";

const parameterName = z
  .string()
  .regex(/^(\\/[A-Za-z0-9_.-]+)+$/, 'expected a parameter\\'s name in SSM such as "/shop/dev/${file}/colour"');

/** What ${layer} promises to the layers above it. */
export const ${variable} = defineContract({
  layer: "${layer}",
  outputs: {
    parameterNames: z.record(z.string(), parameterName).describe("Names in SSM by setting"),
  },
});
`,
  };
}
