import { expect, test } from "@jest/globals";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { costsOfReport } from "../../../tools/cost/report-costs.ts";
import { renderCosts } from "../../../tools/cost/markdown.ts";
import { datesOf, readPrices } from "../../../tools/cost/price-table.ts";
import type { LayerReport, Report } from "../../../tools/report.ts";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";

const folder = createTemporaryFolder();

type Steps = Record<string, { old?: object; new?: object }>;

/** A layer of a preview with the log that its engine left: "<type> <name>" for each resource. */
function layer(id: string, steps: Steps, given: Partial<LayerReport> = {}): LayerReport {
  const log = join(folder, `${id.replace("/", ".")}.jsonl`);
  const lines = Object.entries(steps).map(([resource, states]) => {
    const [type = "", name] = resource.split(" ");
    const urn = `urn:pulumi:dev::project::${type}::${name}`;
    const inputsOf = (inputs: object | undefined) =>
      inputs === undefined ? null : { inputs: { region: "us-east-1", ...inputs } };
    return JSON.stringify({
      resOutputsEvent: {
        metadata: { op: "same", urn, type, old: inputsOf(states.old), new: inputsOf(states.new) },
      },
    });
  });
  writeFileSync(log, lines.map((line) => `${line}\n`).join(""));
  return {
    ...{ id, waitsFor: [], result: "succeeded", seconds: 1, faults: [], outputs: {}, log },
    changes: { created: 0, updated: 0, replaced: 0, deleted: 0, same: 0 },
    ...given,
  };
}

const report = (...layers: LayerReport[]): Report => ({
  ...{ version: 1, verb: "preview", environment: "dev", rehearsal: false, seconds: 1, layers },
  ...{ startedAt: "2026-11-20T10:00:00.000Z", result: "succeeded" },
});

const database = { engine: "postgres", instanceClass: "db.t4g.small", allocatedStorage: 20 };
const { to } = datesOf(readPrices());
const basis =
  `<sub>standing cost of the layers above in USD, list prices written down ${to}; ` +
  "without traffic, requests, free tiers and discounts</sub>";

test("a review tells by layer what a preview does to the cost, and what most of it is", async () => {
  const costs = await costsOfReport(
    report(
      layer("10-network/dev", { "aws:ec2/eip:Eip nat": { old: {}, new: {} } }),
      layer("20-data/dev", {
        "aws:rds/instance:Instance db": { old: database, new: { ...database, multiAz: true } },
        "aws:kms/key:Key data": { new: {} },
      }),
      layer("80-harden/dev", {
        "aws:ec2/vpcEndpoint:VpcEndpoint s3": {
          old: { vpcEndpointType: "Interface", subnetIds: ["a", "b"] },
        },
      }),
    ),
  );
  // Before: 3.65 + 23.36 + 2.30 + 14.60; after: 3.65 + 46.72 + 4.60 + 1.
  expect(renderCosts(costs)).toEqual([
    "**Monthly cost:** $43.91 → $55.97 (+$12.06)",
    "",
    "| Layer | Before | After | Difference | Most of it |",
    "| :-- | --: | --: | --: | :-- |",
    "| `20-data/dev` | $25.66 | $52.32 | +$26.66 | `rds.Instance db` +$25.66 |",
    "| `80-harden/dev` | $14.60 | $0.00 | -$14.60 | `ec2.VpcEndpoint s3` -$14.60 |",
    "",
    basis,
  ]);
});

test("a review says that the cost stays, and what it does not know", async () => {
  const costs = await costsOfReport(
    report(
      layer("10-network/dev", {
        "aws:ec2/eip:Eip nat": { old: {}, new: {} },
        "aws:emr/cluster:Cluster big": { new: {} },
      }),
      layer("20-data/dev", {}, { result: "failed" }),
    ),
  );
  expect(renderCosts(costs)).toEqual([
    "**Monthly cost:** $3.65, as before.",
    "",
    "- not priced: `emr.Cluster big`, nobody has written down what this type costs",
    "- not known: `20-data/dev`, which did not come through",
    "",
    basis,
  ]);
});

test("a review goes on without the cost where logs are gone or a region has no prices", async () => {
  const gone = report(layer("10-network/dev", {}, { log: join(folder, "gone.jsonl") }));
  expect(renderCosts(await costsOfReport(gone))).toEqual([
    "Monthly cost: not known, the engine's log of 10-network/dev is not here.",
  ]);
  const far = report(layer("10-network/dev", { "aws:ec2/eip:Eip nat": { new: { region: "mars-north-1" } } }));
  expect(renderCosts(await costsOfReport(far))[0]).toMatch(
    /^Monthly cost: not known, the prices of region "mars-north-1" are not known, expected one of eu-central-1, /,
  );
});
