import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.ts";

/** One line of `<stateDir>/faults.json`: which operations fail, and with which words. */
export interface Fault {
  readonly type: string;
  /** A regular expression over the logical name. */
  readonly name?: string;
  readonly operation: "create" | "read" | "update" | "delete";
  readonly error: string;
}

/** Read at every operation, so that a test can break and mend a rollout while it runs. */
export function throwFault(
  stateDir: string,
  type: string,
  name: string,
  operation: Fault["operation"],
): void {
  let text: string;
  try {
    text = readFileSync(join(stateDir, "faults.json"), "utf8");
  } catch {
    return;
  }
  for (const fault of JSON.parse(text) as Fault[]) {
    if (fault.operation === operation && fault.type === type && new RegExp(fault.name ?? "").test(name)) {
      throw new Refusal("InjectedFault", fault.error);
    }
  }
}
