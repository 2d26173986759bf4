import type { AwsSettings, World } from "../../shared/gate.ts";
import { findAccountFault } from "../gates/account.ts";
import { openWorld, type Address } from "../gates/world.ts";
import { UserError } from "../errors.ts";
import { openProject, openWorkspace, type Project, type ProjectOptions } from "../project.ts";
import { readEnvironment, type OperableEnvironment, type OperableStack } from "./environment.ts";

/** What a command that operates an environment works with. */
export interface OperationsSession {
  project: Project;
  environment: OperableEnvironment;
  world: Omit<World, "signal">;
}

/**
 * Reads what can be operated in an environment that runs on AWS.
 *
 * @param command its name, for messages
 * @param tunnel where databases are reached instead of at their own addresses
 * @throws UserError for a rehearsal, which has nothing that runs
 */
export async function openSession(
  command: string,
  options: ProjectOptions,
  tunnel?: Address,
): Promise<OperationsSession> {
  if (options.rehearse === true) {
    throw new UserError(`"${command}" needs what runs on AWS, and a rehearsal has nothing that runs`, {
      remedy: "drop --rehearse",
    });
  }
  return { ...(await readProject(options)), world: openWorld(tunnel) };
}

/** Reads what can be operated in an environment, also in a rehearsed one. */
export async function readProject(options: ProjectOptions): Promise<Omit<OperationsSession, "world">> {
  const project = await openProject(options);
  const { environment, nodes } = project.plan;
  const workspace = await openWorkspace(project, options, "read");
  try {
    return { project, environment: await readEnvironment(environment, nodes, workspace) };
  } finally {
    await workspace.close();
  }
}

/**
 * Settings of AWS clients for a stack's region.
 *
 * @throws UserError where the credentials are of another account than the stack's
 */
export async function awsOf(
  { accountId, region }: Pick<OperableStack, "accountId" | "region">,
  world: Pick<World, "aws">,
): Promise<AwsSettings> {
  const fault = await findAccountFault({ accountId, region }, world);
  if (fault === undefined) return world.aws(region);
  throw new UserError(`AWS does not answer as it should, expected ${fault.expected}, got ${fault.got}`, {
    remedy: "log in to that account (aws sso login, AWS_PROFILE) and run the same command again",
    exitCode: 1,
  });
}
