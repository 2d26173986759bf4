import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** Every key that a layer's configuration takes, as a path: "compute.services.*.port". */
export async function configKeysOf(stacks: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const layers = readdirSync(stacks).sort();
  const found = await Promise.all(
    layers.map(async (layer) => {
      const module = (await import(pathToFileURL(join(stacks, layer, "config.ts")).href)) as object;
      const schema = Object.values(module).find((value) => value instanceof z.ZodType);
      if (schema === undefined) throw new Error(`${layer}/config.ts exports no schema`);
      return [
        layer,
        keysOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema),
      ] as const;
    }),
  );
  return new Map(found);
}

function keysOf(root: Schema): ReadonlySet<string> {
  const keys = new Set<string>();
  const visit = (schema: Schema | undefined, path: readonly string[]): void => {
    if (schema === undefined) return;
    if (schema.$ref !== undefined) visit(root.$defs?.[schema.$ref.split("/").at(-1) ?? ""], path);
    for (const part of [schema.anyOf, schema.oneOf, schema.allOf].flat()) visit(part, path);
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      keys.add([...path, key].join("."));
      visit(value, [...path, key]);
    }
    if (typeof schema.additionalProperties === "object") visit(schema.additionalProperties, [...path, "*"]);
    visit(schema.items, path);
  };
  visit(root, []);
  return keys;
}
