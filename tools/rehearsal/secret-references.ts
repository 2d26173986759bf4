import { dbClusterToken, dbInstanceToken, textOf } from "./account-contents.ts";
import { containersOf, startsTasks, taskDefinitionOf } from "./ecs-contents.ts";
import { isObject, objectsIn } from "./property-values.ts";
import type { Properties } from "./property-values.ts";
import type { Place, Store, StoredResource } from "./store.ts";

/** Where the secret environment variables of what a resource runs come from. */
export function secretReferencesOf(store: Store, place: Place, token: string, inputs: Properties): string[] {
  const sourcesIn = (container: Properties) =>
    objectsIn(container, "secrets").map(({ valueFrom }) => String(valueFrom));
  if (token === "aws:apprunner/service:Service") {
    const text = JSON.stringify(inputs["sourceConfiguration"] ?? {});
    const secrets = /"runtimeEnvironmentSecrets":(\{[^}]*\})/.exec(text)?.[1];
    return Object.values(JSON.parse(secrets ?? "{}") as Record<string, string>);
  }
  if (token === "aws:ecs/expressGatewayService:ExpressGatewayService")
    return objectsIn(inputs, "primaryContainer").flatMap(sourcesIn);
  const definition = taskDefinitionOf(store, place, textOf(inputs, "taskDefinition"));
  return definition !== undefined && startsTasks(inputs)
    ? (containersOf(definition) ?? []).flatMap(sourcesIn)
    : [];
}

/** Why the value of a secret or parameter cannot be had, in the words of the service that keeps it. */
export function secretFault(store: Store, place: Place, reference: string): string | undefined {
  const { account, region } = place;
  const parts = reference.split(":");
  const isHere = parts[0] !== "arn" || (parts[3] === region && parts[4] === account);
  if (!isHere) return undefined;
  if (parts[2] === "secretsmanager") return managerFault(store, place, parts);
  const name =
    parts[0] === "arn"
      ? `/${parts
          .slice(5)
          .join(":")
          .replace(/^parameter\//, "")}`
      : reference;
  const found = [name, name.slice(1)].some(
    (it) => store.get("aws:ssm/parameter:Parameter", place, it) !== undefined,
  );
  return found ? undefined : `ParameterNotFound: invalid ssm parameters: ${name}`;
}

/** Whether a secret exists; secrets of other accounts and regions are taken to exist. */
export function isSecret(store: Store, place: Place, name: string): boolean {
  const parts = name.split(":");
  const isElsewhere = parts[0] === "arn" && (parts[3] !== place.region || parts[4] !== place.account);
  return isElsewhere || isMadeByAws(store, place, name) || findSecret(store, place, name) !== undefined;
}

/** A secret by its ARN, its ARN without the six characters at the end, or its name. */
function findSecret(store: Store, place: Place, name: string): StoredResource | undefined {
  return store
    .list("aws:secretsmanager/secret:Secret", place)
    .find(({ id, properties }) => [id, id.slice(0, -7), properties["name"]].includes(name));
}

function managerFault(store: Store, place: Place, parts: readonly string[]): string | undefined {
  const arn = parts.slice(0, 7).join(":");
  const key = parts[7] ?? "";
  if (isMadeByAws(store, place, arn)) return undefined;
  const secret = findSecret(store, place, arn);
  if (secret === undefined)
    return "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
  const version = store
    .list("aws:secretsmanager/secretVersion:SecretVersion", place)
    .find(({ properties }) => [secret.id, secret.properties["name"]].includes(properties["secretId"] ?? ""));
  if (version === undefined)
    return "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
  return key === "" || hasKey(version.properties["secretString"], key)
    ? undefined
    : `retrieved secret from Secrets Manager did not contain json key ${key}`;
}

/** Secrets whose values AWS generates: a database's managed one, and those of CloudFormation templates. */
function isMadeByAws(store: Store, place: Place, arn: string): boolean {
  const databases = [dbInstanceToken, dbClusterToken].flatMap((token) => store.list(token, place));
  const stacks = store.list("aws:cloudformation/stack:Stack", place);
  return (
    databases.some(({ properties }) =>
      objectsIn(properties, "masterUserSecrets").some(({ secretArn }) => secretArn === arn),
    ) ||
    stacks.some(({ properties: { outputs } }) => isObject(outputs) && Object.values(outputs).includes(arn))
  );
}

/** A value that the stand-in does not know, such as one that is only ever sent, is taken to have the key. */
function hasKey(value: unknown, key: string): boolean {
  if (typeof value !== "string" || value === "") return true;
  try {
    const fields: unknown = JSON.parse(value);
    return isObject(fields) && key in fields;
  } catch {
    return false;
  }
}
