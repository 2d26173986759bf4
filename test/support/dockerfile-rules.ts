import { DockerfileParser, type Dockerfile, type Instruction } from "dockerfile-ast";

/** Words in the names of variables that hold what nobody may read out of an image. */
const secretName = /(SECRET|PASSWORD|PASSWD|TOKEN|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)/i;

/**
 * What hadolint does not look for: a user without rights and a health check in the stage that runs, and secrets in
 * variables, which anybody reads who can pull the image.
 *
 * @param text a Dockerfile
 * @returns faults; empty where there is none
 */
export function findImageFaults(text: string): string[] {
  const dockerfile = DockerfileParser.parse(text);
  return [...findUserFaults(dockerfile), ...findHealthFaults(dockerfile), ...findSecretFaults(dockerfile)];
}

function findUserFaults(dockerfile: Dockerfile): string[] {
  const user = inFinalStage(dockerfile, "USER").at(-1)?.getArgumentsContent() ?? "root";
  return /^[1-9]\d*(:\d+)?$/.test(user)
    ? []
    : [`runs as "${user}", expected the number of a user without rights`];
}

function findHealthFaults(dockerfile: Dockerfile): string[] {
  return inFinalStage(dockerfile, "HEALTHCHECK").length > 0
    ? []
    : ["has no HEALTHCHECK, expected one or NONE"];
}

function findSecretFaults(dockerfile: Dockerfile): string[] {
  const env = dockerfile.getENVs().flatMap((instruction) => instruction.getProperties());
  const args = dockerfile.getARGs().map((instruction) => instruction.getProperty());
  return [...env, ...args]
    .map((property) => property?.getName() ?? "")
    .filter((name) => secretName.test(name))
    .map((name) => `holds ${name} in a variable, expected secrets at run time only`);
}

function inFinalStage(dockerfile: Dockerfile, keyword: string): Instruction[] {
  const instructions = dockerfile.getInstructions();
  const from = instructions.findLastIndex((one) => one.getKeyword() === "FROM");
  return instructions.slice(from).filter((one) => one.getKeyword() === keyword);
}

/** What the stage that runs starts: the words behind CMD, ENTRYPOINT or HEALTHCHECK's CMD, in JSON notation. */
export function commandOf(text: string, keyword: "CMD" | "ENTRYPOINT" | "HEALTHCHECK"): string[] {
  const [instruction] = inFinalStage(DockerfileParser.parse(text), keyword);
  const words = /\[.*\]/s.exec(instruction?.getArgumentsContent() ?? "")?.[0];
  if (words === undefined) throw new Error(`no ${keyword} in JSON notation`);
  return JSON.parse(words) as string[];
}

/** The variables that the stage that runs sets; ARGs stand with their defaults. */
export function variablesOf(text: string): Record<string, string> {
  const dockerfile = DockerfileParser.parse(text);
  const defaults = Object.fromEntries(
    dockerfile.getARGs().map((one) => [one.getProperty()?.getName(), one.getProperty()?.getValue() ?? ""]),
  ) as Record<string, string>;
  return Object.fromEntries(
    dockerfile
      .getENVs()
      .flatMap((one) => one.getProperties())
      .map((property) => {
        const value = property.getValue() ?? "";
        return [property.getName(), value.startsWith("$") ? (defaults[value.slice(1)] ?? "") : value];
      }),
  );
}
