import { readFile } from "node:fs/promises";
import { z } from "zod";
import { compareCosts, type Compared } from "../cost/compare.ts";
import { estimateCost, type Estimate } from "../cost/estimate.ts";
import { rehearseResources } from "../cost/rehearsed-resources.ts";
import { withRevision } from "../cost/revision.ts";
import { printDifference, printEstimate } from "../cost/text.ts";
import { defaultUsage, readUsage, type Usage } from "../cost/usage.ts";
import { UserError } from "../errors.ts";
import { discoverRepository } from "../layers.ts";
import { print, printError } from "../output.ts";

export interface CostOptions {
  directory: string;
  env?: string;
  blueprint?: string;
  profile?: string;
  /** A file with what is assumed of the use. */
  usage?: string;
  /** A revision, or a file that --json wrote. */
  compare?: string;
  json?: boolean;
}

/** `rollout cost`: what layers cost a month, and what that is more than elsewhere. Gives the exit code. */
export async function cost(names: readonly string[], options: CostOptions): Promise<number> {
  const usage = options.usage === undefined ? defaultUsage : await readUsage(options.usage);
  const { compare, json = false } = options;
  const earlier = compare === undefined ? undefined : await readEstimate(compare);
  const now = await estimate(names, options, usage);
  if (compare === undefined) {
    if (json) print(JSON.stringify(now, null, 2));
    else printEstimate(now);
    return 0;
  }
  const before = earlier ?? (await estimateAt(compare, names, options, usage));
  const difference = compareCosts(before, now);
  if (json) print(JSON.stringify({ ...now, compared: { with: compare, ...difference } }, null, 2));
  else {
    printEstimate(now);
    printDifference(difference, compare);
  }
  return 0;
}

async function estimate(names: readonly string[], options: CostOptions, usage: Usage): Promise<Estimate> {
  printError("rehearsing, to see what the layers consist of");
  const { layers } = await rehearseResources(names, options);
  return estimateCost(layers, { usage });
}

async function estimateAt(
  revision: string,
  names: readonly string[],
  options: CostOptions,
  usage: Usage,
): Promise<Estimate> {
  const { root } = await discoverRepository(options.directory);
  return withRevision(root, revision, (directory) => estimate(names, { ...options, directory }, usage));
}

const written = z.object({
  version: z.literal(1),
  layers: z.array(
    z.object({
      id: z.string(),
      usd: z.number(),
      lines: z.array(z.object({ resource: z.string(), usd: z.number() })),
    }),
  ),
});

/** The estimate in a file that --json wrote; undefined where there is no such file. */
async function readEstimate(file: string): Promise<Compared | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = written.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new UserError(`"${file}" is no estimate, expected what rollout cost --json wrote`, {
    remedy: "write one with: rollout cost --json > cost.json",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
