import { UserError } from "../errors.ts";
import { prepareEngine } from "./index.ts";

// Started by tools/setup/run.mjs, which does the printing: it may run under an older Node, we cannot.
export type PrepareMessage =
  | { type: "progress"; step: string }
  | { type: "ready"; pulumi: string }
  | { type: "failed"; message: string; remedy: string | undefined };

function send(message: PrepareMessage): void {
  process.send?.(message);
}

try {
  const { pulumi } = await prepareEngine((step) => send({ type: "progress", step }));
  send({ type: "ready", pulumi });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  send({ type: "failed", message: error.message, remedy: error.remedy });
}
