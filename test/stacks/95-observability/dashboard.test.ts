import { expect, test } from "@jest/globals";
import type { PlannedAlarm } from "../../../stacks/95-observability/alarm-plan.ts";
import { describeLinks, renderDashboard } from "../../../stacks/95-observability/dashboard.ts";
import { metric, percentOf, signalOf } from "../../../stacks/95-observability/signal.ts";

const alarm = (difference: Partial<PlannedAlarm<string>> = {}): PlannedAlarm<string> => ({
  kind: "serviceCpuPercent",
  layer: "30-ecs",
  subject: "service-api",
  place: "home",
  name: "shop-dev-service-api-cpu",
  threshold: 80,
  minutes: 10,
  signal: signalOf("AWS/ECS", "CPUUtilization", { ServiceName: "api" }, "Average"),
  ...difference,
});
const render = (alarms: PlannedAlarm<string>[], composites: string[] = []) =>
  JSON.parse(
    renderDashboard({
      title: "shop-dev",
      region: "us-west-1",
      accountId: "123456789012",
      plan: { alarms, charts: [] },
      composites,
      links: ["[Product](https://shop.example.com)"],
    }),
  ).widgets;
const charts = (widgets: any[]) => widgets.filter(({ type }) => type === "metric");
const count = (name: string) => metric("AWS/ApiGateway", name, { ApiId: "a1" }, "Sum");

test("alarms of one kind share a chart with one line for the threshold", () => {
  expect(
    render([
      alarm(),
      alarm({
        subject: "service-web",
        name: "shop-dev-service-web-cpu",
        signal: signalOf("AWS/ECS", "CPUUtilization", { ServiceName: "web" }, "Average"),
      }),
    ]),
  ).toEqual([
    {
      type: "text",
      x: 0,
      y: 0,
      width: 24,
      height: 2,
      properties: { markdown: "# shop-dev\n\n[Product](https://shop.example.com)" },
    },
    {
      type: "alarm",
      x: 0,
      y: 2,
      width: 24,
      height: 3,
      properties: {
        title: "Alarms",
        alarms: [
          "arn:aws:cloudwatch:us-west-1:123456789012:alarm:shop-dev-service-api-cpu",
          "arn:aws:cloudwatch:us-west-1:123456789012:alarm:shop-dev-service-web-cpu",
        ],
        sortBy: "stateUpdatedTimestamp",
      },
    },
    { type: "text", x: 0, y: 5, width: 24, height: 1, properties: { markdown: "## 30-ecs" } },
    {
      type: "metric",
      x: 0,
      y: 6,
      width: 24,
      height: 6,
      properties: {
        title: "CPU (%)",
        view: "timeSeries",
        stacked: false,
        region: "us-west-1",
        period: 60,
        metrics: [
          ["AWS/ECS", "CPUUtilization", "ServiceName", "api", { label: "service-api", stat: "Average" }],
          ["AWS/ECS", "CPUUtilization", "ServiceName", "web", { label: "service-web", stat: "Average" }],
        ],
        annotations: {
          horizontal: [{ label: "alarm above 80", value: 80, color: "#d13212", fill: "above" }],
        },
        yAxis: { left: { min: 0, showUnits: false } },
      },
    },
  ]);
});

test("an expression is drawn, its parts are only there", () => {
  const signal = percentOf([count("5xx")], count("Count"));
  const [chart] = charts(render([alarm({ kind: "apiServerErrorPercent", subject: "api", signal })]));
  expect(chart.properties.metrics).toEqual([
    ["AWS/ApiGateway", "5xx", "ApiId", "a1", { id: "bad0s0", visible: false, stat: "Sum" }],
    ["AWS/ApiGateway", "Count", "ApiId", "a1", { id: "totals0", visible: false, stat: "Sum" }],
    [
      {
        expression: "IF(FILL(totals0, 0) >= 10, 100 * (FILL(bad0s0, 0)) / totals0, 0)",
        label: "api",
        id: "e0",
      },
    ],
  ]);
});

test("bytes are drawn in the unit of the chart's title, with the threshold beside them", () => {
  const [chart] = charts(
    render([
      alarm({
        kind: "databaseFreeStorageGb",
        subject: "database",
        threshold: 5 * 1024 ** 3,
        unitsPerMetric: 1 / 1024 ** 3,
        signal: signalOf("AWS/RDS", "FreeStorageSpace", { DBInstanceIdentifier: "db" }, "Minimum"),
      }),
    ]),
  );
  expect(chart.properties.metrics[1]).toEqual([
    { expression: `values0 * ${1 / 1024 ** 3}`, label: "database", id: "e0" },
  ]);
  expect(chart.properties.annotations.horizontal).toEqual([
    { label: "alarm below 5", value: 5, color: "#d13212", fill: "below" },
  ]);
});

test.each([
  [1, [[24, 0, 0]]],
  [
    4,
    [
      [6, 0, 0],
      [6, 6, 0],
      [6, 12, 0],
      [6, 18, 0],
    ],
  ],
  [
    5,
    [
      [8, 0, 0],
      [8, 8, 0],
      [8, 16, 0],
      [8, 0, 6],
      [8, 8, 6],
    ],
  ],
])("%i charts of a layer fill their row evenly", (number, places) => {
  const kinds = [
    "serviceCpuPercent",
    "serviceMemoryPercent",
    "missingTasks",
    "responseSeconds",
    "logErrors",
  ] as const;
  const drawn = charts(render(kinds.slice(0, number).map((kind) => alarm({ kind }))));
  const top = drawn[0].y;
  expect(drawn.map(({ width, x, y }) => [width, x, y - top])).toEqual(places);
});

test("alarms of us-east-1 are drawn from there, and composite alarms come first", () => {
  const widgets = render(
    [alarm({ kind: "cdnServerErrorPercent", place: "edge", name: "shop-dev-cdn-5xx" })],
    ["shop-dev-users-affected"],
  );
  expect(widgets[1].properties.alarms).toEqual([
    "arn:aws:cloudwatch:us-west-1:123456789012:alarm:shop-dev-users-affected",
    "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-dev-cdn-5xx",
  ]);
  expect(charts(widgets)[0].properties.region).toBe("us-east-1");
});

test("more than a hundred alarms need a second overview", () => {
  const many = Array.from({ length: 101 }, (_, index) => alarm({ name: `shop-dev-${index}` }));
  const overviews = render(many).filter(({ type }: any) => type === "alarm");
  expect(overviews.map((one: any) => one.properties.alarms.length)).toEqual([100, 1]);
});

test("an environment without anything to watch still has a page", () => {
  expect(render([])).toHaveLength(1);
});

test("the top links to the product, and names the budgets", () => {
  const [line] = describeLinks({
    region: "us-west-1",
    prefix: "shop-dev",
    webUrl: "https://shop.example.com",
    budgetNames: ["monthly"],
  });
  expect(line).toContain("[Product](https://shop.example.com) · [Alarms](");
  expect(line).toContain("[Budgets](https://console.aws.amazon.com/billing/home#/budgets) (monthly)");
});
