import type { Fault } from "./events.ts";

interface Explanation {
  pattern: RegExp;
  message: string;
  remedy: string;
}

/** Failures of the engine itself (not of a layer) that a person can put right, by what it writes to stderr. */
const explanations: readonly Explanation[] = [
  {
    pattern: /incorrect passphrase/i,
    message: "the passphrase is wrong, expected the one that this stack's secrets were encrypted with",
    remedy: "set PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE) to it",
  },
  {
    pattern: /passphrase must be set/i,
    message: "no passphrase is set, expected the one that this stack's secrets are encrypted with",
    remedy: "set PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE) to it",
  },
  {
    pattern: /PULUMI_ACCESS_TOKEN must be set/,
    message: "no backend is chosen, expected one where the state of the stacks is kept",
    remedy:
      "set PULUMI_BACKEND_URL (such as s3://bucket?region=us-west-1), or log in with: pulumi login; without an account try: --rehearse",
  },
  {
    pattern: /stack is currently locked by|Another update is currently in progress/i,
    message: "the stack is locked: another update of it is running, or one was killed",
    remedy: "wait for the other update; when none is running, unlock it with: pulumi cancel",
  },
  {
    pattern:
      /(unexpected end of JSON|invalid character .* (looking for|in|after)|could not (unmarshal|deserialize)|error decoding|snapshot integrity)/i,
    message: "the stack's state cannot be read",
    remedy: "bring back its last good state from the backend's backups with: pulumi stack import --file",
  },
  {
    pattern:
      /unable to open bucket|no such host|connection refused|dial tcp|i\/o timeout|could not (list|get|read) bucket|NoSuchBucket|blob \(|problem logging in/i,
    message: "the backend, where the state is kept, cannot be reached",
    remedy: "check PULUMI_BACKEND_URL, the network and the credentials with: pulumi whoami --verbose",
  },
];

/** What to do about a fault that the engine itself tells of a resource, where that is known. */
export function remedyFor(message: string): string | undefined {
  const plugin =
    /no resource plugin 'pulumi-resource-([\w-]+)' found in the workspace at version v([\w.-]+)/.exec(
      message,
    );
  return plugin === null
    ? undefined
    : `install the provider once with: pulumi plugin install resource ${plugin[1]} ${plugin[2]}`;
}

/** What a failed call of the engine says, with a remedy where it is known. */
export function explainFailure(stderr: string, fallback: string): Fault {
  const said = engineErrors(stderr);
  const known = explanations.find(({ pattern }) => pattern.test(stderr));
  if (known !== undefined) {
    return { message: said === "" ? known.message : `${known.message} (${said})`, remedy: known.remedy };
  }
  return { message: said === "" ? fallback : said };
}

function engineErrors(stderr: string): string {
  const start = stderr.indexOf("error: ");
  const text = (start < 0 ? stderr : stderr.slice(start + "error: ".length)).trim();
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, 6)
    .join("; ")
    .slice(0, 600);
}
