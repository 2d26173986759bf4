import {
  checkValue,
  contractMetadata,
  digestOf,
  metadataOutput,
  secretDigestOutput,
  type Contract,
} from "../shared/contract.ts";
import { revealOutputs, secretOutputs, type DeployedStack } from "./backend.ts";
import type { PlanNode } from "./plan.ts";
import type { Workspace } from "./workspace.ts";

/** What there is to check of one stack that a layer was deployed to. */
export interface DeployedContract {
  contract: Contract;
  deployed: DeployedStack;
  /** Plain values by output, secrets too. */
  values: Readonly<Record<string, unknown>>;
}

/** Reads what a deployed layer publishes; undefined where it is not deployed or publishes nothing. */
export async function readDeployedContract(
  workspace: Workspace,
  { layer, stack }: PlanNode,
): Promise<DeployedContract | undefined> {
  const address = workspace.addressOf(layer, stack);
  const deployed = await workspace.backend.read(address.fullName);
  if (layer.contract === undefined || deployed?.exists !== true) return undefined;
  const secrets = secretOutputs(deployed.outputs);
  const values = secrets.length === 0 ? deployed.outputs : await revealOutputs(workspace.pulumi, address);
  return { contract: layer.contract, deployed, values };
}

/** Faults of one output: its value breaks the contract, or it is secret where the contract says plain, or the reverse. */
export function outputFaults({ contract, deployed, values }: DeployedContract, output: string): string[] {
  const faults = checkValue(contract, output, values[output]).map(
    ({ path, message }) => `"${path}" ${message}`,
  );
  const isSecret = secretOutputs(deployed.outputs).includes(output);
  if (values[output] !== undefined && isSecret !== contract.secrets.includes(output)) {
    faults.push(
      `"${output}" is ${isSecret ? "secret" : "plain"}, expected it ${isSecret ? "plain" : "secret"}`,
    );
  }
  return faults;
}

/** Faults of the set: another version of the contract, outputs that it does not have, a torn set. */
export function setFaults({ contract, deployed, values }: DeployedContract): string[] {
  const metadata = contractMetadata.safeParse(deployed.outputs[metadataOutput]);
  if (!metadata.success) return ["publishes no contract, expected the outputs that publish() returns"];
  const faults: string[] = [];
  const { version, digest } = metadata.data;
  if (version !== contract.version) {
    faults.push(
      `was published under version ${version} of its contract, expected version ${contract.version}`,
    );
  }
  const published = Object.keys(values).filter((key) => key !== metadataOutput && key !== secretDigestOutput);
  const unknown = published.filter((key) => !(key in contract.outputs));
  if (unknown.length > 0) faults.push(`publishes ${unknown.join(", ")}, which the contract does not have`);
  const secrets = secretOutputs(deployed.outputs);
  const plain = published.filter((key) => !secrets.includes(key)).map((key) => [key, values[key]]);
  if (digestOf(Object.fromEntries(plain)) !== digest) {
    faults.push("is a torn set: its last update stopped half-way; finish it with up");
  }
  return faults;
}

/** Faults of what a layer read on its last update: an upstream that is gone, outputs that it no longer publishes. */
export async function readFaults(workspace: Workspace, { deployed }: DeployedContract): Promise<string[]> {
  const faults = await Promise.all(
    deployed.reads.map(async ({ stack, layer, keys }) => {
      const upstream = await workspace.backend.read(stack);
      if (upstream?.exists !== true) return [`reads ${stack}, which is not deployed any more`];
      const { contract } = workspace.repository.layers.find(({ name }) => name === layer) ?? {};
      const isOptional = (key: string): boolean =>
        contract?.outputs[key]?.safeParse(undefined).success === true;
      const gone = keys.filter((key) => !(key in upstream.outputs) && !isOptional(key));
      return gone.length === 0 ? [] : [`reads ${gone.join(", ")} of ${stack}, which it no longer publishes`];
    }),
  );
  return faults.flat();
}
