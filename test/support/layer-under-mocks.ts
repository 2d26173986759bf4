import * as pulumi from "@pulumi/pulumi";
import * as pulumiState from "@pulumi/pulumi/runtime/state.js";
import { engineError } from "./engine-error.ts";
import { awsMocks } from "../../tools/rehearsal/mocks.ts";
import type { Properties } from "../../tools/rehearsal/property-values.ts";

export interface RecordedResource {
  type: string;
  name: string;
  inputs: Record<string, any>;
  /** All its properties with the id, of what AWS was asked for. */
  state?: Record<string, any>;
}

export interface LayerRun {
  /** Every resource that the layer registered, with its inputs; components included. */
  resources: RecordedResource[];
  /** The same as AWS was asked for it: with what components of other processes (awsx) make, without our own components. */
  made: RecordedResource[];
  /** What the layer published, resolved; unknown values are pulumi.unknown. */
  outputs: Record<string, any>;
  /** The one resource of a type whose name is or ends in `name`; fails the test when there is none or more than one. */
  resource(type: string, name?: string): RecordedResource;
  /** All resources of a type. */
  all(type: string): RecordedResource[];
}

/** The state of other stacks, by full stack name, in a form that a StackReference returns. */
export type UpstreamStacks = Record<string, Record<string, unknown>>;

/**
 * Runs a layer's real program against the in-process stand-in AWS.
 *
 * @param config the layer's configuration without the "<layer>:" in front
 * @param secretKeys the top-level keys that `pulumi config set --secret` would have encrypted
 */
export async function runLayer(options: {
  layer: string;
  stack: string;
  config: object;
  upstreams?: UpstreamStacks;
  secretKeys?: string[];
  preview?: boolean;
  /** What is in the account already, made by hand or by others. */
  existing?: { type: string; id: string; region?: string; properties?: Properties }[];
}): Promise<LayerRun> {
  const { layer, stack, config, upstreams = {}, secretKeys = [], preview = false, existing = [] } = options;
  const resources: RecordedResource[] = [];
  const refusals: string[] = [];
  const { accountId, region } = config as { accountId: string; region: string };
  const aws = awsMocks({ accountId, region });
  for (const { type, id, properties = {}, ...place } of existing) {
    const where = { account: accountId, region: place.region ?? region };
    aws.cloud.store.put({ ...where, token: type, id, urn: "", properties, secretPaths: [] });
  }
  await pulumi.runtime.setMocks(
    {
      async newResource(args) {
        if (args.type === "pulumi:pulumi:StackReference")
          return stackReference(args.id ?? args.name, upstreams);
        resources.push({ type: args.type, name: args.name, inputs: args.inputs });
        try {
          return await aws.newResource(args);
        } catch (error) {
          // The SDK would end the process: nobody awaits most resources.
          refusals.push(error instanceof Error ? error.message : String(error));
          return { id: "refused", state: {} };
        }
      },
      call(args) {
        if (args.token !== "pulumi:pulumi:readStackOutputs") return aws.call(args);
        const name = args.inputs["name"] as string;
        if (!(name in upstreams)) throw engineError(`unknown stack "${name}"`);
        return stackReference(name, upstreams).state;
      },
    },
    layer,
    stack,
    preview,
    "organization",
  );
  // Mocks run no transforms, and would refuse every program that has one.
  (pulumiState as unknown as { getStore(): { supportsTransforms: boolean } }).getStore().supportsTransforms =
    true;
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        `${layer}:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
    secretKeys.map((key) => `${layer}:${key}`),
  );
  const program = (await import(`../../stacks/${layer}/index.ts`)) as {
    default(): Promise<Record<string, unknown>>;
  };
  const outputs = await withoutStackTraces(async () => {
    try {
      return await resolve(await program.default());
    } finally {
      // Resources that no output depends on are still on their way when the program returns.
      await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
      // What AWS refused is why whatever else went wrong did.
      if (refusals.length > 0) throw new Error(refusals.join("\n"));
    }
  });
  const all = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    resources,
    made: aws.resources.filter(({ type }) => type.startsWith("aws:")),
    outputs,
    all,
    resource(type, name) {
      const found = all(type).filter(
        (resource) => name === undefined || resource.name === name || resource.name.endsWith(`-${name}`),
      );
      if (found.length !== 1) {
        const names = all(type).map((resource) => resource.name);
        throw new Error(
          `expected one ${type}${name === undefined ? "" : ` named ${name}`}, got ${found.length} of [${names.join(", ")}]`,
        );
      }
      return found[0]!;
    },
  };
}

/**
 * The SDK keeps a stack trace of every resource and output, which takes more than half of a run's time. Of a resource it
 * is the whole way from the test, whatever the limit, to tell the engine a place that mocks have no use for.
 */
async function withoutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const sdk = pulumi.Resource as unknown as { callsites(): unknown[] };
  const [limit, { callsites }] = [Error.stackTraceLimit, sdk];
  Error.stackTraceLimit = 0;
  sdk.callsites = () => [];
  try {
    return await run();
  } finally {
    Error.stackTraceLimit = limit;
    sdk.callsites = callsites;
  }
}

function stackReference(name: string, upstreams: UpstreamStacks) {
  return { id: name, state: { name, outputs: upstreams[name] ?? {}, secretOutputNames: [] } };
}

async function resolve(value: unknown): Promise<any> {
  return (pulumi.output(value) as unknown as { promise(withUnknowns: boolean): Promise<unknown> }).promise(
    true,
  );
}
