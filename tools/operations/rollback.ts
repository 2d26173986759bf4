import type { AwsSettings } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";
import { describeService, primaryOf, type EcsService } from "./deployments.ts";
import { describeDefinition, familyOf, findDifferences, imageOf, revisionOf } from "./task-definitions.ts";

/** One revision of a service's task definition. */
export interface Revision {
  /** Its ARN. */
  taskDefinition: string;
  number: number;
  image: string;
  registeredAt: Date | undefined;
}

/** Where a rollback starts and ends. */
export interface RollbackPlan {
  from: Revision;
  to: Revision;
  /** Fields in which the two differ beside the image, such as "environment". */
  differences: string[];
}

/** How far back to look. */
const mostRevisions = 50;

/**
 * Finds what a service can return to: a revision by its number, or the newest earlier one with another image.
 *
 * @throws UserError where there is none
 */
export async function planRollback(of: EcsService, wanted: number | undefined): Promise<RollbackPlan> {
  const running = primaryOf(await describeService(of))?.taskDefinition ?? "";
  const from = await readRevision(of, running);
  const numbers = await listRevisions(of.aws, familyOf(running));
  const candidates = wanted === undefined ? numbers.filter((number) => number < from.number) : [wanted];
  for (const number of candidates.slice(0, mostRevisions)) {
    if (!numbers.includes(number) || number === from.number) break;
    const to = await readRevision(of, `${familyOf(running)}:${number}`);
    if (wanted === undefined && to.image === from.image) continue;
    const [now, then] = await Promise.all(
      [from, to].map(({ taskDefinition }) => describeDefinition(of.aws, taskDefinition)),
    );
    return { from, to, differences: findDifferences(now ?? {}, then ?? {}, of.container) };
  }
  throw wanted === undefined
    ? new UserError(
        `service "${of.service}" has no earlier revision with another image than revision ${from.number}, expected one`,
        { remedy: "build the version that you want again, and bring it up: rollout images push" },
      )
    : new UserError(
        `service "${of.service}" cannot return to revision ${wanted}, expected one of ${list(numbers, from.number)}`,
        { remedy: "leave --to out for the newest earlier one with another image" },
      );
}

/**
 * Makes sure that an image can still be pulled.
 *
 * @param of whose image it is, such as "revision 7"
 * @param repositoryUrl of the service's own repository; an image from elsewhere is not looked for
 * @throws UserError where the repository no longer holds it
 */
export async function requireImage(
  aws: AwsSettings,
  image: string,
  of: string,
  repositoryUrl: string | undefined,
): Promise<void> {
  if (repositoryUrl === undefined || !image.startsWith(`${repositoryUrl}@`)) return;
  const { ECRClient, DescribeImagesCommand, ImageNotFoundException } = await import("@aws-sdk/client-ecr");
  const repositoryName = repositoryUrl.slice(repositoryUrl.indexOf("/") + 1);
  const imageDigest = image.slice(repositoryUrl.length + 1);
  try {
    await new ECRClient(aws).send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest }] }));
  } catch (error) {
    if (!(error instanceof ImageNotFoundException)) throw error;
    throw new UserError(
      `the image of ${of} is gone, expected ${imageDigest} in repository ${repositoryName}`,
      {
        remedy:
          "build that version again (or another with --to <revision>); keep more images from now on: ecr.keep",
        exitCode: 1,
      },
    );
  }
}

async function readRevision({ aws, container, service }: EcsService, name: string): Promise<Revision> {
  const found = await describeDefinition(aws, name);
  const { taskDefinitionArn = name, registeredAt } = found;
  const image = imageOf(found, container);
  if (image === undefined) {
    throw new UserError(`revision ${name} of service "${service}" has no container "${container}"`, {
      remedy: "choose another with --to <revision>",
      exitCode: 1,
    });
  }
  return { taskDefinition: taskDefinitionArn, number: revisionOf(taskDefinitionArn), image, registeredAt };
}

/** The numbers of a family's revisions that tasks can be started of, newest first. */
async function listRevisions(aws: AwsSettings, family: string): Promise<number[]> {
  const { ECSClient, paginateListTaskDefinitions } = await import("@aws-sdk/client-ecs");
  const pages = paginateListTaskDefinitions(
    { client: new ECSClient(aws) },
    { familyPrefix: family, status: "ACTIVE", sort: "DESC" },
  );
  const numbers: number[] = [];
  for await (const { taskDefinitionArns = [] } of pages) {
    // It is a prefix only: "api" also finds "api-admin".
    numbers.push(...taskDefinitionArns.filter((arn) => familyOf(arn) === family).map(revisionOf));
  }
  return numbers.sort((a, b) => b - a);
}

function list(numbers: readonly number[], current: number): string {
  return (
    numbers
      .filter((number) => number !== current)
      .slice(0, 10)
      .join(", ") || "none"
  );
}
