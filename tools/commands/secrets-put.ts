import { findOne, listAll } from "../operations/environment.ts";
import { checkSecretValue, putSecret, readersOf, splitSecretName } from "../operations/secrets.ts";
import { awsOf, openSession } from "../operations/session.ts";
import { askSecret, isTerminal, print, readInput } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

/** `rollout secrets put <name>`: sets a secret from the terminal or standard input, and says who has the old value. */
export async function putSecretValue(name: string, options: ProjectOptions): Promise<number> {
  const { environment, world } = await openSession("secrets put", options);
  const { secret, key } = splitSecretName(name);
  const found = findOne(environment, "secret", listAll(environment, "secrets"), secret);
  const aws = await awsOf(found.stack, world);
  const value = isTerminal() ? await askSecret(`value of ${name} (not shown): `) : await readInput();
  checkSecretValue(found.name, found.it, key, value);
  await putSecret(aws, found.it, key, value);
  print(`secret "${name}" is set`);
  const readers = readersOf(listAll(environment, "services"), found.name, found.it);
  const running = readers.filter(({ it }) => it.image.configured !== "");
  if (running.length > 0) {
    print("these have the old value until they are redeployed:");
    for (const reader of running) print(`  rollout redeploy ${reader.name} --env ${environment.environment}`);
  }
  return 0;
}
