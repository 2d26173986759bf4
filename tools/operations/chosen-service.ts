import type { ServiceOperations } from "../../shared/operations.ts";
import { UserError } from "../errors.ts";
import type { EcsService } from "./deployments.ts";
import { findOne, listAll, type Found, type OperableEnvironment } from "./environment.ts";
import { awsOf, type OperationsSession } from "./session.ts";

export type FoundService = Found<ServiceOperations>;

/** The service that a person names. */
export function findService(environment: OperableEnvironment, name: string): FoundService {
  return findOne(environment, "service", listAll(environment, "services"), name);
}

/**
 * Where ECS runs a service.
 *
 * @param verb what is to be done, for messages
 * @throws UserError where it has no image yet, or something else than ECS alone runs it
 */
export async function reachService(
  { environment, world }: Pick<OperationsSession, "environment" | "world">,
  { name, it, stack }: FoundService,
  verb: "redeploy" | "rollback" | "exec",
): Promise<EcsService> {
  const { ecs, engine, image } = it;
  if (image.configured === "") {
    throw new UserError(`service "${name}" has no image yet, expected one to ${verb}`, {
      remedy: `push one: rollout images push ${name} --env ${environment.environment}`,
    });
  }
  const cluster = ecs?.cluster ?? environment.stacks.find(({ offers }) => offers.cluster)?.offers.cluster;
  if (ecs === undefined || cluster === undefined) {
    throw new UserError(`service "${name}" runs on ${engine}, expected fargate to ${verb}`, {
      remedy:
        verb === "exec"
          ? `${engine} opens no shell: look from outside with rollout logs ${name}, or run its image here with docker`
          : `a changed variable replaces what runs: set ${[...image.key.slice(0, -1), "env", "REDEPLOYED"].join(".")} to the time in the configuration of ${stack.node.layer.name}, then rollout up ${stack.node.id} --env ${environment.environment}`,
    });
  }
  const aws = await awsOf(stack, world);
  return { aws, cluster, service: ecs.service, container: ecs.container };
}
