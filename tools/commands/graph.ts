import type { FieldUse } from "../contract-readers.ts";
import { UserError } from "../errors.ts";
import { graphOf } from "../graph-model.ts";
import { print, printError } from "../output.ts";
import { readersIn, selectNodes, type Plan, type PlanNode } from "../plan.ts";
import { openProject, openWorkspace, type Project, type ProjectOptions } from "../project.ts";
import { readStatus, type StackStatus } from "../stack-status.ts";
import type { GraphFormat } from "./graph-formats.ts";

export interface GraphOptions extends ProjectOptions {
  format: GraphFormat;
}

/** `rollout graph`: who reads whom in one environment. */
export async function graph(names: readonly string[], options: GraphOptions): Promise<number> {
  const project = await openProject(options);
  const { format } = options;
  const nodes = selectNodes(project.plan, {
    ...{ names, includeShared: true },
    ...{ withUpstreams: true, withReaders: true },
  });
  const plan = { ...project.plan, nodes };
  if (format !== "svg" && format !== "html") {
    print(renderers[format](plan));
    return 0;
  }
  const { drawGraph } = await import("../graph-drawing.ts");
  const { renderGraphPage } = await import("../graph-page.ts");
  const drawn = graphOf(plan, await findUses(project), await findStatuses({ ...project, plan }, options));
  const svg = await drawGraph(drawn);
  print(format === "svg" ? svg : renderGraphPage(drawn, svg));
  return 0;
}

const renderers: Record<Exclude<GraphFormat, "svg" | "html">, (plan: Plan) => string> = {
  text: renderText,
  mermaid: renderMermaid,
  dot: renderDot,
};

/** Where programs take outputs of other layers: all outputs of all contracts. */
async function findUses({ repository }: Project): Promise<FieldUse[]> {
  const { findFieldUses } = await import("../contract-readers.ts");
  const outputs = repository.layers.map(({ name, contract }): [string, Set<string>] => [
    name,
    new Set(Object.keys(contract?.outputs ?? {})),
  ]);
  return findFieldUses(repository, new Map(outputs));
}

/** What is deployed; undefined, with a remark, where nobody can look, since a drawing does without. */
async function findStatuses(project: Project, options: GraphOptions): Promise<StackStatus[] | undefined> {
  try {
    const workspace = await openWorkspace(project, options, "read");
    const statuses = await readStatus(workspace, project.plan.nodes);
    await workspace.close();
    return statuses;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printError(`drawn without what is deployed: ${error.message}`);
    return undefined;
  }
}

function renderText(plan: Plan): string {
  return plan.nodes
    .map((node) =>
      [
        node.id + (node.shared ? " (shared)" : ""),
        ...[
          ["reads", [...node.reads, ...node.unconfigured.map((id) => `${id} (no configuration here)`)]],
          ["is read by", readersIn(plan, node.id)],
        ].flatMap(([what, ids]) => (ids?.length === 0 ? [] : [`  ${what} ${(ids as string[]).join(", ")}`])),
      ].join("\n"),
    )
    .join("\n");
}

function renderMermaid(plan: Plan): string {
  const key = (node: PlanNode): string => `n${plan.nodes.indexOf(node)}`;
  return [
    "graph LR",
    ...plan.nodes.map((node) => `  ${key(node)}["${node.id}"]`),
    ...edges(plan).map(([from, to]) => `  ${key(from)} --> ${key(to)}`),
  ].join("\n");
}

function renderDot(plan: Plan): string {
  return [
    "digraph rollout {",
    "  rankdir=LR;",
    "  node [shape=box];",
    ...plan.nodes.map((node) => `  "${node.id}";`),
    ...edges(plan).map(([from, to]) => `  "${from.id}" -> "${to.id}";`),
    "}",
  ].join("\n");
}

/** Pairs of upstream and reader. */
function edges(plan: Plan): [PlanNode, PlanNode][] {
  return plan.nodes.flatMap((reader) =>
    plan.nodes
      .filter((upstream) => reader.reads.includes(upstream.id))
      .map((upstream): [PlanNode, PlanNode] => [upstream, reader]),
  );
}
