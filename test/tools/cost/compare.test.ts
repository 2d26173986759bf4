import { expect, test } from "@jest/globals";
import { compareCosts, type Compared } from "../../../tools/cost/compare.ts";

const estimate = (layers: Record<string, Record<string, number[]>>): Compared => ({
  layers: Object.entries(layers).map(([id, resources]) => ({
    id,
    usd: Object.values(resources)
      .flat()
      .reduce((total, usd) => total + usd, 0),
    lines: Object.entries(resources).flatMap(([resource, amounts]) =>
      amounts.map((usd) => ({ resource, usd })),
    ),
  })),
});

test("a difference is told by layer and resource, the largest first", () => {
  const before = estimate({
    "10-network/dev": { "ec2.NatGateway a": [32.85], "ec2.Eip a": [3.65] },
    "20-data/dev": { "rds.Instance db": [23.36, 2.3] },
    "60-queues/dev": { "cloudwatch.MetricAlarm age": [0.1] },
  });
  const after = estimate({
    "10-network/dev": { "ec2.NatGateway a": [32.85], "ec2.Eip a": [3.65] },
    "20-data/dev": { "rds.Instance db": [46.72, 4.6], "kms.Key data": [1] },
    "80-harden/dev": { "wafv2.WebAcl edge": [6] },
  });
  expect(compareCosts(before, after)).toEqual({
    ...{ before: 62.26, after: 94.82, difference: 32.56 },
    layers: [
      {
        ...{ id: "20-data/dev", before: 25.66, after: 52.32, difference: 26.66 },
        resources: [
          { resource: "rds.Instance db", before: 25.66, after: 51.32, difference: 25.66 },
          { resource: "kms.Key data", before: 0, after: 1, difference: 1 },
        ],
      },
      {
        ...{ id: "60-queues/dev", before: 0.1, after: 0, difference: -0.1 },
        resources: [{ resource: "cloudwatch.MetricAlarm age", before: 0.1, after: 0, difference: -0.1 }],
      },
      {
        ...{ id: "80-harden/dev", before: 0, after: 6, difference: 6 },
        resources: [{ resource: "wafv2.WebAcl edge", before: 0, after: 6, difference: 6 }],
      },
    ],
  });
});

test("estimates of the same resources do not differ", () => {
  const same = estimate({ "20-data/dev": { "kms.Key data": [1], "ec2.Eip a": [3.65] } });
  expect(compareCosts(same, same)).toEqual({ before: 4.65, after: 4.65, difference: 0, layers: [] });
});

test("amounts that cancel each other out are still told", () => {
  const before = estimate({ "20-data/dev": { "kms.Key old": [1] } });
  const after = estimate({ "20-data/dev": { "kms.Key new": [1] } });
  expect(
    compareCosts(before, after).layers.map(({ difference, resources }) => [difference, resources.length]),
  ).toEqual([[0, 2]]);
});
