import { discoverRepository } from "../layers.ts";
import { print } from "../output.ts";
import { environmentsOf, readsOf } from "../plan.ts";
import { printTable } from "../reporters/summary.ts";

/** `rollout list`: every layer with its stacks and what it reads. */
export async function list(options: { directory: string; json?: boolean }): Promise<number> {
  const repository = await discoverRepository(options.directory);
  const layers = repository.layers.map((layer) => ({
    layer: layer.name,
    stacks: [...layer.stacks.keys()],
    reads: layer.contract?.reads.map((read) => read.layer) ?? [],
    optionalReads: layer.contract?.optionalReads.map((read) => read.layer) ?? [],
    upstreams: [...layer.stacks.keys()].map((stack) => ({ stack, reads: readsOf(layer, stack) })),
  }));
  if (options.json === true) {
    print(JSON.stringify({ environments: environmentsOf(repository), layers }, null, 2));
    return 0;
  }
  printTable([
    ["layer", "stacks", "reads"],
    ...layers.map(({ layer, stacks, reads, optionalReads }) => [
      layer,
      stacks.join(", ") || "-",
      [...reads, ...optionalReads.map((name) => `(${name})`)].join(", ") || "-",
    ]),
  ]);
  print("");
  print(
    `environments: ${environmentsOf(repository).join(", ") || "none"}; in brackets: read only where configured`,
  );
  return 0;
}
