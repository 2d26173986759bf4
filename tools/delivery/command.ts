import { UserError } from "../errors.ts";
import { describeRefusal } from "../operations/aws-refusal.ts";
import { printError } from "../output.ts";

/** Runs a delivery's step; its fault is for the person who reads the job's log. */
export async function runStep(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (thrown) {
    const error = describeRefusal(thrown);
    if (!(error instanceof UserError)) throw error;
    printError(`error: ${error.message}`);
    if (error.remedy !== undefined) printError(`to do: ${error.remedy}`);
    process.exitCode = error.exitCode;
  }
}

/** @throws UserError where an option is not given */
export function need(options: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = options[name];
  if (value !== undefined && value !== "") return value;
  throw new UserError(`--${name} is missing, expected a value`);
}
