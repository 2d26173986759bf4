import { runCheck, type Ways } from "./check-run.ts";
import { findAccountFault } from "./account.ts";
import { summarizeFindings, type Finding, type GateReport } from "./findings.ts";
import { readGateConfig, readPublished, type AnyGate, type AnyInput } from "./load.ts";
import type { Layer } from "../layers.ts";

export interface LayerGateRun {
  gate: AnyGate;
  layer: Pick<Layer, "name" | "stacks">;
  stack: string;
  /** Outputs of the deployed stack, as the engine writes them. */
  outputs: Readonly<Record<string, unknown>>;
  ways: Ways;
  onFinding(finding: Finding): void;
}

/** The check that every gate begins with: without valid outputs there is nothing to look at. */
const publishedCheck = { check: "published", title: "the published outputs keep the contract" };

/** Runs a layer's gate: its outputs first, then all its checks at once. */
export async function runLayerGate(run: LayerGateRun): Promise<GateReport> {
  const { gate, layer, stack, ways } = run;
  const take = (finding: Finding): Finding => {
    run.onFinding(finding);
    return finding;
  };
  const published = readPublished(gate.contract, run.outputs);
  if ("faults" in published) {
    const failed = {
      ...{ ...publishedCheck, status: "failed" as const, seconds: 0, looks: 1 },
      expected: `what the contract of ${gate.contract.layer} promises`,
      got: published.faults.join("; "),
      remedy: `bring the layer up again: rollout up ${layer.name}/${stack} --force`,
    };
    return summarizeFindings([take(failed)]);
  }
  const first = take({ ...publishedCheck, status: "passed", seconds: 0, looks: 1 });

  const input: AnyInput = { outputs: published.outputs, config: readGateConfig(gate, layer, stack) };
  const asksAws = gate.checks.some((check) => check.reach === "aws" && check.skip?.(input) === undefined);
  const fault = asksAws && "world" in ways ? await findAccountFault(input.config, ways.world) : undefined;
  if (fault !== undefined) return summarizeFindings([first, take(fault)]);
  const findings = await Promise.all(
    gate.checks.map(async (check) => take(await runCheck(check, input, ways))),
  );
  return summarizeFindings([first, ...findings]);
}
