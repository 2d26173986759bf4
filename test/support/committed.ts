import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { renderBlueprint, renderStackFile, type RenderedStack } from "../../shared/blueprint.ts";
import docPipeline from "../../shared/blueprints/doc-pipeline.ts";
import { checkConfiguration } from "../../tools/config-check.ts";
import { discoverRepository } from "../../tools/layers.ts";
import { planEnvironment } from "../../tools/plan.ts";
import { allContracts } from "./contracts.ts";

/**
 * What is wrong with the committed configuration: the example's files have to be what the doc-pipeline blueprint
 * renders, all of an environment or none of it. `rollout init` puts somebody's own in their place, who owns them from
 * then on: the layers' schemas have to accept those.
 *
 * @param root of a repository
 */
export async function findCommittedFaults(root: string): Promise<string[]> {
  const contracts = await allContracts();
  const examples = docPipeline.profiles.map((profile) =>
    renderBlueprint(docPipeline, docPipeline.target(profile), contracts),
  );
  const committed = committedFiles(root);
  const others = committed.filter(({ accountId }) => !isExampleAccount(accountId));
  return [
    ...examples.flatMap((example) => findExampleFaults(example, committed)),
    ...findStrayFaults(examples.flat(), committed),
    ...(await findSchemaFaults(root, [...new Set(others.map(({ stack }) => stack))])),
  ];
}

interface CommittedFile {
  layer: string;
  stack: string;
  config: unknown;
  accountId: unknown;
}

function committedFiles(root: string): CommittedFile[] {
  const stacks = join(root, "stacks");
  return readdirSync(stacks).flatMap((layer) =>
    readdirSync(join(stacks, layer)).flatMap((file) => {
      const [, stack] = /^Pulumi\.(.+)\.yaml$/.exec(file) ?? [];
      if (stack === undefined) return [];
      const { config } = parse(readFileSync(join(stacks, layer, file), "utf8")) as {
        config: Record<string, unknown>;
      };
      return [{ layer, stack, config, accountId: config[`${layer}:accountId`] }];
    }),
  );
}

/** The accounts of the examples are one digit twelve times. */
function isExampleAccount(accountId: unknown): boolean {
  return /^(\d)\1{11}$/.test(String(accountId));
}

function findExampleFaults(example: readonly RenderedStack[], committed: readonly CommittedFile[]): string[] {
  const found = example.map((rendered) => ({
    rendered,
    file: committed.find(({ layer, stack }) => layer === rendered.layer && stack === rendered.stack),
  }));
  const isThere = found.some(
    ({ rendered, file }) => rendered.layer !== "00-account" && isExampleAccount(file?.accountId),
  );
  return found.flatMap(({ rendered, file }) => {
    const name = `${rendered.layer}/Pulumi.${rendered.stack}.yaml`;
    if (file === undefined) return isThere ? [`${name} is missing, expected the example's`] : [];
    if (!isExampleAccount(file.accountId)) {
      return isThere ? [`${name} is somebody's own, expected the example's like the others`] : [];
    }
    const { config } = parse(renderStackFile(rendered)) as { config: unknown };
    return isDeepStrictEqual(file.config, config)
      ? []
      : [`${name} differs from what the doc-pipeline blueprint renders`];
  });
}

function findStrayFaults(examples: readonly RenderedStack[], committed: readonly CommittedFile[]): string[] {
  return committed
    .filter(
      (file) =>
        isExampleAccount(file.accountId) &&
        !examples.some(({ layer, stack }) => layer === file.layer && stack === file.stack),
    )
    .map(({ layer, stack }) => `${layer}/Pulumi.${stack}.yaml is of no example, expected no such file`);
}

async function findSchemaFaults(root: string, environments: readonly string[]): Promise<string[]> {
  const repository = await discoverRepository(root);
  const faults = await Promise.all(
    environments.map(async (environment) => {
      try {
        await checkConfiguration(planEnvironment(repository, environment).nodes);
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    }),
  );
  return faults.flat();
}
