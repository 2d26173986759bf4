import type { Contract } from "../../shared/contract.ts";
import { estimateCost } from "../../tools/cost/estimate.ts";
import { describeClaim, type Evidence, type Feature } from "../support/evidence.ts";
import { shortType, type Planned } from "../support/planned.ts";
import type { System } from "./systems.ts";

/** What stands between these lines in a page is made by `npm run docs:systems`. */
export const begin = "<!-- made by npm run docs:systems -->";
export const end = "<!-- end of what is made -->";

/** A page with what is made in place of what was made before. */
export function replaceMade(page: string, made: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`the page lacks "${begin}" or "${end}"`);
  return `${before}${begin}\n\n${made}\n\n${end}${after}`;
}

/** Every feature of every system with its layers, its configuration keys, and what shows that it works. */
export function renderCoverage(systems: readonly System[]): string {
  return systems.map(renderSystem).join("\n\n");
}

function renderSystem({ blueprint, features, evidence }: System): string {
  const rows = Object.entries(features).map(([id, feature]) => renderRow(id, feature, evidence[id]!));
  return [
    `## ${blueprint.name}`,
    "",
    `${blueprint.title}: [the page](systems/${blueprint.name}.md). ${rows.length} features.`,
    "",
    "| feature | layer | configuration | evidence |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function renderRow(id: string, { feature, layers, keys }: Feature, evidence: Evidence): string {
  const where = layers === "all" ? "all" : layers.join(", ");
  const cells = [
    `<a id="${id}"></a>${feature}`,
    where,
    keys.map((key) => `\`${key}\``).join(", "),
    renderEvidence(evidence),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function renderEvidence(evidence: Evidence): string {
  if (evidence.kind === "documented") return `${evidence.by}: ${link(evidence.where)}`;
  const claims = Object.entries(evidence.claims).map(
    ([scenario, all]) => `**${scenario}**: ${all.map((claim) => `\`${describeClaim(claim)}\``).join("; ")}`,
  );
  return [...claims, ...evidence.see.map((place) => `see ${link(place)}`)].join("<br>");
}

/** A link from docs/ to a place in the repository. */
function link(place: string): string {
  const [file = "", heading] = place.split("#");
  const target = file.startsWith("docs/") ? file.slice("docs/".length) : `../${file}`;
  return `[${heading === undefined ? file : heading.replaceAll("-", " ")}](${target}${heading === undefined ? "" : `#${heading}`})`;
}

/** Resources that a person would name when asked what a layer is. */
const mainTypes: Readonly<Record<string, string>> = {
  "cloudtrail.Trail": "audit trail",
  "budgets.Budget": "budget",
  "guardduty.Detector": "GuardDuty detector",
  "ec2.Vpc": "VPC",
  "ec2.NatGateway": "NAT gateway",
  "autoscaling.Group": "NAT instance",
  "acm.Certificate": "certificate",
  "rds.Instance": "PostgreSQL instance",
  "rds.Cluster": "Aurora cluster",
  "elasticache.ReplicationGroup": "Redis",
  "s3.Bucket": "bucket",
  "ecr.Repository": "image repository",
  "lb.LoadBalancer": "load balancer",
  "ecs.Service": "Fargate service",
  "ecs.ExpressGatewayService": "Express Mode service",
  "servicediscovery.PrivateDnsNamespace": "Cloud Map namespace",
  "lambda.Function": "function",
  "cognito.UserPool": "user pool",
  "apigateway.RestApi": "REST API",
  "apigatewayv2.Api": "HTTP API",
  "sqs.Queue": "queue",
  "sfn.StateMachine": "state machine",
  "ec2.VpcEndpoint": "endpoint",
  "wafv2.WebAcl": "web ACL",
  "backup.Plan": "backup plan",
  "cloudfront.Distribution": "CloudFront distribution",
  "cloudwatch.MetricAlarm": "alarm",
  "cloudwatch.Dashboard": "dashboard",
};

/** The layers of a product with what they are made of, and who reads whom; arrows that follow from others are left out. */
export function renderDiagram({ resources, outputs }: Planned, contracts: readonly Contract[]): string {
  const layers = Object.keys(outputs).sort();
  const reads = new Map(
    contracts
      .filter(({ layer }) => layers.includes(layer))
      .map(({ layer, reads: always, optionalReads }) => [
        layer,
        [...always, ...optionalReads].map((read) => read.layer).filter((read) => layers.includes(read)),
      ]),
  );
  const reaches = (from: string, to: string): boolean =>
    (reads.get(from) ?? []).some((read) => read === to || reaches(read, to));
  const nodes = layers.map((layer) => {
    const own = resources.filter((resource) => resource.layer === layer).map(({ type }) => shortType(type));
    const parts = Object.entries(mainTypes).flatMap(([type, name]) => {
      const count = own.filter((one) => one === type).length;
      return count === 0 ? [] : count === 1 ? [name] : [`${count} ${plural(name)}`];
    });
    return `  ${idOf(layer)}["${[`<b>${layer}</b>`, ...parts].join("<br/>")}"]`;
  });
  const arrows = layers.flatMap((layer) =>
    (reads.get(layer) ?? [])
      .filter((read) => !(reads.get(layer) ?? []).some((other) => other !== read && reaches(other, read)))
      .map((read) => `  ${idOf(read)} --> ${idOf(layer)}`),
  );
  return ["```mermaid", "flowchart LR", ...nodes, ...arrows, "```"].join("\n");
}

function idOf(layer: string): string {
  return `layer${layer.slice(0, 2)}`;
}

function plural(name: string): string {
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** What each layer costs a month in each profile, in whole dollars. */
export function renderCosts(
  products: readonly { profile: string; region: string; planned: Planned }[],
): string {
  const estimates = products.map(({ region, planned }) => {
    const layers = Object.keys(planned.outputs).sort();
    return estimateCost(
      layers.map((layer) => ({
        id: layer,
        resources: planned.resources
          .filter((resource) => resource.layer === layer)
          .map((resource) => ({ ...resource, region: regionOf(resource.inputs) ?? region })),
      })),
    );
  });
  const layers = [...new Set(estimates.flatMap((estimate) => estimate.layers.map(({ id }) => id)))].sort();
  const cell = (usd: number | undefined) => (usd === undefined ? "" : String(Math.round(usd)));
  return [
    `| USD a month | ${products.map(({ profile }) => profile).join(" | ")} |`,
    `| --- | ${products.map(() => "--:").join(" | ")} |`,
    ...layers.map(
      (layer) =>
        `| ${layer} | ${estimates.map((one) => cell(one.layers.find(({ id }) => id === layer)?.usd)).join(" | ")} |`,
    ),
    `| **all** | ${estimates.map(({ usd }) => `**${cell(usd)}**`).join(" | ")} |`,
  ].join("\n");
}

function regionOf(inputs: Readonly<Record<string, unknown>>): string | undefined {
  const region = inputs["region"];
  return typeof region === "string" ? region : undefined;
}
