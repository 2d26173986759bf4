import type { CommonConfig } from "../../shared/config-schema.ts";
import type { World } from "../../shared/gate.ts";
import { checkConfiguration } from "../config-check.ts";
import { UserError } from "../errors.ts";
import { exampleRemedy, findExampleValues } from "../example-values.ts";
import type { PlanNode } from "../plan.ts";
import { checkCredentials, checkOidcProviders, checkQuotas, checkRegions } from "./aws.ts";
import { checkDelegation, type ResolveNs } from "./dns.ts";
import { breaks, lookOrWarn, ok, skipped, type DoctorFinding } from "./findings.ts";
import { checkGitHub, type GitHub } from "./github.ts";
import { checkDocker, checkEngine, checkNode } from "./machine.ts";
import { collectNeeds, sumQuotas } from "./needs.ts";

const rightsRemedy = "look at the rights of these credentials; a rollout needs more of them";

export interface Examination {
  nodes: readonly PlanNode[];
  /** Undefined in a rehearsal, which needs no account and no network. */
  outside: { world: Pick<World, "aws">; resolveNs: ResolveNs; github: GitHub } | undefined;
  /** Ids of the stacks that are there already. @throws UserError where the backend does not say */
  readDeployed(): Promise<ReadonlySet<string>>;
}

/** Looks at everything that a rollout of an environment needs, most basic first, and changes nothing. */
export async function examine({ nodes, outside, readDeployed }: Examination): Promise<DoctorFinding[]> {
  const machine = [checkNode(process.versions.node), await checkEngine()];
  const configuration = await asFinding(
    "configuration",
    () => checkConfiguration(nodes),
    "fits the layers' schemas",
  );
  // Needs are derived from a configuration, which a wrong one is not.
  if (configuration.status === "breaks") return [...machine, configuration];

  let deployed: ReadonlySet<string> = new Set();
  const backend = await asFinding(
    "state",
    async () => void (deployed = await readDeployed()),
    "the backend answers",
  );
  const stacks = await collectNeeds(nodes, ({ id }) => deployed.has(id));
  const docker = stacks.some(({ needs }) => needs.docker === true) ? [await checkDocker()] : [];
  const here = [...machine, configuration, backend, ...docker, ...checkRegions(stacks)];
  if (outside === undefined) {
    return [...here, skipped("AWS, DNS and GitHub", "a rehearsal needs none of them")];
  }

  const { world, resolveNs, github } = outside;
  const examples = findExampleValues(nodes).map((found) => breaks("configuration", found, exampleRemedy));
  const credentials = await checkCredentials(world, nodes.map(placeOf));
  const isOurs = credentials.every(({ status }) => status === "ok");
  const strict = nodes.some((node) => ["stage", "prod"].includes(String(valuesOf(node)["profile"])));
  const jobs = stacks.flatMap(({ needs }) => needs.github ?? []);
  const [account, gitHub] = await Promise.all([
    isOurs
      ? Promise.all([
          checkQuotas(world, sumQuotas(stacks)),
          lookOrWarn("OIDC provider", () => checkOidcProviders(world, stacks), rightsRemedy),
          lookOrWarn("DNS", () => checkDelegation(world, resolveNs, stacks), rightsRemedy),
        ]).then((found) => found.flat())
      : [skipped("account", "quotas, OIDC provider and DNS are looked at with the right credentials only")],
    lookOrWarn("GitHub", () => checkGitHub(github, jobs, strict), "look at GITHUB_API_URL and the network"),
  ]);
  return [...here, ...examples, ...credentials, ...account, ...gitHub];
}

async function asFinding(subject: string, run: () => Promise<void>, said: string): Promise<DoctorFinding> {
  try {
    await run();
    return ok(subject, said);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return breaks(subject, error.message, error.remedy ?? "correct it");
  }
}

function placeOf(node: PlanNode): Pick<CommonConfig, "accountId" | "region"> & { id: string } {
  const { accountId, region } = valuesOf(node);
  return { id: node.id, accountId: String(accountId), region: String(region) };
}

function valuesOf({ layer, stack }: PlanNode): Readonly<Record<string, unknown>> {
  return layer.stacks.get(stack)?.values ?? {};
}
