import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as sleep } from "node:timers/promises";

/** The part of the engine's event log that the tool uses; one JSON object a line (apitype.EngineEvent). */
export interface EngineEvent {
  resourcePreEvent?: { metadata: StepMetadata };
  resOutputsEvent?: { metadata: StepMetadata };
  resOpFailedEvent?: { metadata: StepMetadata };
  diagnosticEvent?: { urn?: string; message: string; severity: string; ephemeral?: boolean };
  policyEvent?: PolicyEvent;
  summaryEvent?: { resourceChanges: Record<string, number>; result?: string; durationSeconds: number };
}

export interface PolicyEvent {
  resourceUrn?: string;
  message: string;
  policyName: string;
  enforcementLevel: string;
}

export interface StepMetadata {
  op: string;
  urn: string;
  type: string;
  old: StepState | null;
  new: StepState | null;
}

export interface StepState {
  inputs?: Record<string, unknown>;
  /** The provider that the resource belongs to, "<urn>::<id>". */
  provider?: string;
  outputs?: Record<string, unknown>;
}

const pollMilliseconds = 60;

/**
 * Follows an engine's event log while the engine writes it.
 *
 * @param ended settles when the engine has ended; what it wrote until then is still delivered
 */
export async function followEngineEvents(
  file: string,
  ended: Promise<unknown>,
  onEvent: (event: EngineEvent) => void,
): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  const decoder = new StringDecoder("utf8");
  let position = 0;
  let rest = "";
  for (;;) {
    // Read before asking whether it is over, so that the last lines are never missed.
    const over = isOver;
    const size = await sizeOf(file);
    if (size > position) {
      for await (const chunk of createReadStream(file, { start: position, end: size - 1 })) {
        rest += decoder.write(chunk as Buffer);
      }
      position = size;
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      lines.flatMap((line) => parseEvent(line) ?? []).forEach(onEvent);
    }
    if (over) return;
    await Promise.race([ended, sleep(pollMilliseconds)]);
  }
}

/** On a full disk the engine leaves out parts of its log, which is no reason to lose sight of the engine. */
function parseEvent(line: string): EngineEvent | undefined {
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

/** The type and name in a URN, as in "urn:pulumi:dev::10-network::aws:ec2/vpc:Vpc::main". */
export function describeUrn(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? types, name: name.join("::") };
}

export const stackType = "pulumi:pulumi:Stack";
export const referenceType = "pulumi:pulumi:StackReference";

/** The engine's mark for a secret, in events, plans and state. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
/** The engine's mark for a value that is not known yet. */
export const unknownSentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value in the engine's own JSON is a secret. */
export function isSecretValue(value: unknown): boolean {
  return (
    value !== null &&
    typeof value === "object" &&
    (value as Record<string, unknown>)[signature] === secretSignature
  );
}

/** A value of the engine's own JSON as it may be shown to anybody. */
export function showValue(value: unknown): unknown {
  if (isSecretValue(value)) return "[secret]";
  if (value === unknownSentinel) return "[unknown]";
  if (Array.isArray(value)) return value.map(showValue);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, showValue(part)]));
  }
  return typeof value === "string" ? value.replaceAll(unknownSentinel, "[unknown]") : value;
}
