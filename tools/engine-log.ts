import { readFile, rm } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import type { EngineEvent } from "./engine-events.ts";

/**
 * Takes the engine's debug messages out of its event log. It writes them whether anybody asks or not, and what the Node
 * SDK says in them about inputs and outputs shows secrets in the clear (only those of the configuration are filtered).
 *
 * @param file one JSON object a line; it may be missing or end in the middle of one
 */
export async function forgetDebugMessages(file: string): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const kept = text.split("\n").filter((line) => !isDebugMessage(line));
  try {
    await writeFileAtomic(file, kept.join("\n"), { mode: 0o600 });
  } catch {
    // Such as on a full disk: better no log than one with secrets.
    await rm(file, { force: true });
  }
}

/** Half a line may be the start of one. */
function isDebugMessage(line: string): boolean {
  if (!line.includes('"diagnosticEvent"')) return false;
  try {
    return (JSON.parse(line) as EngineEvent).diagnosticEvent?.severity === "debug";
  } catch {
    return true;
  }
}
