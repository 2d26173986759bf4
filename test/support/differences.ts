import { isDeepStrictEqual } from "node:util";
import type { Made, MadeResource } from "./rehearsed-product.ts";
import { shortType } from "./planned.ts";

/**
 * What differs between two states of a product, sorted: "30-ecs + ecs.Service reports" for what was made, with "-" for
 * what is gone, "±" for what was replaced and "~" for what was updated, each with the names of the inputs that differ.
 */
export function differencesBetween(before: Made, after: Made): string[] {
  const [was, is] = [byName(before), byName(after)];
  const gone = [...was].filter(([name]) => !is.has(name)).map(([, resource]) => tell("-", resource));
  const others = [...is].flatMap(([name, resource]) => {
    const old = was.get(name);
    if (old === undefined) return [tell("+", resource)];
    const keys = differingKeys(old.inputs, resource.inputs);
    if (old.id === resource.id && keys.length === 0) return [];
    return [tell(old.id === resource.id ? "~" : "±", resource, keys)];
  });
  return [...gone, ...others].sort();
}

function byName({ resources }: Made): Map<string, MadeResource> {
  return new Map(
    resources.map((resource) => [`${resource.layer} ${resource.type} ${resource.name}`, resource]),
  );
}

function tell(operation: string, { layer, type, name }: MadeResource, keys: readonly string[] = []): string {
  const what = `${layer} ${operation} ${shortType(type)} ${name}`;
  return keys.length === 0 ? what : `${what}: ${keys.join(", ")}`;
}

type Inputs = Readonly<Record<string, unknown>>;

function differingKeys(old: Inputs, now: Inputs): string[] {
  return Object.keys({ ...old, ...now })
    .filter((key) => !isDeepStrictEqual(old[key], now[key]))
    .sort();
}
