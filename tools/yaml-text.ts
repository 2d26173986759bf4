import { loadAll } from "js-yaml";
import { UserError } from "./errors.ts";

/**
 * What the text of a YAML file says; undefined where there is nothing in it. For reading only: the package `yaml`,
 * which keeps comments where a file is edited, takes five times as long, a quarter of a short command.
 *
 * @param file what the text is called in errors
 * @throws UserError when it is not YAML, or more than one document
 */
export function parseYaml(file: string, text: string): unknown {
  let documents: unknown[];
  try {
    documents = loadAll(text);
  } catch (error) {
    throw new UserError(`${file} is not valid YAML (${(error as Error).message.split("\n")[0]})`, {
      remedy: "correct the file",
      cause: error,
    });
  }
  if (documents.length > 1) {
    throw new UserError(`${file} is not valid, expected one YAML document, got ${documents.length}`, {
      remedy: 'remove all but one, with the lines "---" between them',
    });
  }
  return documents[0];
}
