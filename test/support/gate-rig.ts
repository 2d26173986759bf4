import type { World } from "../../shared/gate.ts";
import { runCheck } from "../../tools/gates/check-run.ts";
import { readGateConfig, type AnyGate, type AnyInput } from "../../tools/gates/load.ts";

/** A gate of any layer, whose own types a test does not need. */
export type SomeGate = Pick<AnyGate, "contract" | "config" | "confirmations"> & {
  checks: readonly { id: string }[];
};

/** Looks once, so that what is not so is told at once. */
export async function tryCheck(
  gate: SomeGate,
  id: string,
  given: { outputs: Record<string, unknown>; config: Record<string, unknown> },
  world: Partial<Omit<World, "signal">>,
): Promise<string> {
  const check = (gate as AnyGate).checks.find((candidate) => candidate.id === id);
  if (check === undefined) throw new Error(`no check "${id}"`);
  const nowhere = (): never => {
    throw new Error("this test has no such way");
  };
  const input: AnyInput = { outputs: given.outputs, config: readConfig(gate, given.config) };
  const ways = {
    world: { aws: nowhere, fetch: nowhere, database: nowhere, ...world },
    stop: new AbortController().signal,
  };
  const found = await runCheck({ ...check, timeoutSeconds: 0 }, input, ways);
  return [found.status, found.got ?? found.reason].filter((part) => part !== undefined).join(": ");
}

/** A layer's configuration as its gate sees it. */
export function readConfig(gate: SomeGate, values: Record<string, unknown>): AnyInput["config"] {
  const file = { file: "Pulumi.dev.yaml", document: {}, values, secretPaths: [], upstreams: {} };
  return readGateConfig(gate, { name: gate.contract.layer, stacks: new Map([["dev", file]]) }, "dev");
}
