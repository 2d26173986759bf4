import { resolveNs } from "node:dns/promises";
import { environmentVariable } from "../../shared/environment.ts";
import { examine } from "../doctor/examine.ts";
import type { DoctorFinding } from "../doctor/findings.ts";
import { readChecklist, type ChecklistItem } from "../gates/confirmations.ts";
import { openWorld } from "../gates/world.ts";
import { paint, print } from "../output.ts";
import { selectNodes, type PlanNode } from "../plan.ts";
import { openProject, openWorkspace, type Project, type ProjectOptions } from "../project.ts";

export interface DoctorOptions extends ProjectOptions {
  json?: boolean;
}

/** `rollout doctor`: what would break a rollout of an environment, each with its remedy; 1 where anything would. */
export async function doctor(_names: readonly string[], options: DoctorOptions): Promise<number> {
  const project = await openProject(options);
  const { environment } = project.plan;
  const nodes = selectNodes(project.plan, { names: [], includeShared: true });
  const findings = await examine({
    nodes,
    outside:
      options.rehearse === true
        ? undefined
        : {
            world: openWorld(undefined),
            resolveNs,
            github: {
              url: environmentVariable("GITHUB_API_URL") ?? "https://api.github.com",
              token: environmentVariable("GITHUB_TOKEN"),
            },
          },
    readDeployed: () => readDeployed(project, options, nodes),
  });
  // A configuration that is wrong says nothing about what applies.
  const isReadable = findings.every(
    ({ subject, status }) => subject !== "configuration" || status !== "breaks",
  );
  const checklist = isReadable ? await readChecklist(nodes) : [];
  if (options.json === true) print(JSON.stringify({ environment, findings, checklist }, null, 2));
  else printDoctor(environment, findings, checklist);
  return findings.some(({ status }) => status === "breaks") ? 1 : 0;
}

async function readDeployed(
  project: Project,
  options: ProjectOptions,
  nodes: readonly PlanNode[],
): Promise<Set<string>> {
  const workspace = await openWorkspace(project, options, "read");
  try {
    const known = new Set(await workspace.backend.list());
    const found = await Promise.all(
      nodes.map(async ({ id, layer, stack }) => {
        const { fullName } = workspace.addressOf(layer, stack);
        const isThere = known.has(fullName) && (await workspace.backend.read(fullName))?.exists === true;
        return isThere ? [id] : [];
      }),
    );
    return new Set(found.flat());
  } finally {
    await workspace.close();
  }
}

const marks = {
  ok: ["green", "✓"],
  breaks: ["red", "✗"],
  warns: ["yellow", "!"],
  skipped: ["gray", "–"],
} as const satisfies Record<DoctorFinding["status"], readonly [string, string]>;

function printDoctor(
  environment: string,
  findings: readonly DoctorFinding[],
  checklist: readonly ChecklistItem[],
): void {
  for (const { subject, status, message, remedy } of findings) {
    const [colour, sign] = marks[status];
    print(`${paint(colour, sign)} ${subject}: ${message}`);
    if (remedy !== undefined) print(`    to do: ${remedy.replaceAll("\n", "\n    ")}`);
  }
  if (checklist.length > 0) print(`\n${paint("bold", "what only people can see to")}`);
  for (const { id, node, what, how, confirmed, outdated } of checklist) {
    print(`${confirmed === undefined ? "[ ]" : paint("green", "[x]")} ${id} (${node}): ${what}`);
    if (confirmed === undefined) print(`    ${outdated ? "confirmed in other words; " : ""}${how}`);
    else
      print(
        `    ${confirmed.by}, ${confirmed.at.slice(0, 10)}${confirmed.note === undefined ? "" : `: ${confirmed.note}`}`,
      );
  }
  const open = checklist.filter(({ confirmed }) => confirmed === undefined).length;
  if (open > 0) print(`\n${open} open; confirm one with: rollout gate confirm <id> --env ${environment}`);
  const broken = findings.filter(({ status }) => status === "breaks").length;
  print(
    broken === 0
      ? `\nnothing that was looked at would break a rollout of "${environment}"`
      : `\n${broken} would break a rollout of "${environment}"`,
  );
}
