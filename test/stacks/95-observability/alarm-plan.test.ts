import { expect, test } from "@jest/globals";
import { alarmKindNames, alarmKinds, settleLimit } from "../../../stacks/95-observability/alarm-kinds.ts";
import {
  concernRule,
  describeAlarm,
  evaluationOf,
  planAlarms,
  type AlarmSettings,
  type PlannedAlarm,
} from "../../../stacks/95-observability/alarm-plan.ts";
import {
  percentOf,
  signalOf,
  sumOf,
  metric,
  type AlarmWish,
} from "../../../stacks/95-observability/signal.ts";

const settings: AlarmSettings = { prefix: "shop-dev", region: "us-west-1", profile: "dev", limits: {} };
const cpu: AlarmWish = {
  kind: "databaseCpuPercent",
  layer: "20-data",
  subject: "database",
  place: "home",
  signal: signalOf("AWS/RDS", "CPUUtilization", { DBInstanceIdentifier: "db" }, "Average"),
};
const plan = (wish: Partial<AlarmWish>, differences: Partial<AlarmSettings> = {}): PlannedAlarm | undefined =>
  planAlarms([{ alarms: [{ ...cpu, ...wish }], charts: [] }], { ...settings, ...differences }).alarms[0];

test.each(alarmKindNames)("%s has stricter limits in production, and fits CloudWatch", (name) => {
  const { relaxed, strict, raised } = alarmKinds[name] as {
    relaxed: { threshold: number; minutes: number };
    strict: { threshold: number; minutes: number };
    raised: string;
  };
  const isStricter =
    raised === "above" ? strict.threshold <= relaxed.threshold : strict.threshold >= relaxed.threshold;
  // Connections and free memory grow with the instance, which is larger in production.
  expect(isStricter || name === "databaseConnections").toBe(true);
  expect(strict.minutes).toBeLessThanOrEqual(relaxed.minutes);
  for (const { minutes } of [relaxed, strict]) {
    const { period, evaluationPeriods } = evaluationOf({ kind: name, minutes });
    expect(period * evaluationPeriods).toBeLessThanOrEqual(86_400);
  }
});

test.each([
  ["dev", {}, { threshold: 90, minutes: 15 }],
  ["poc", {}, { threshold: 90, minutes: 15 }],
  ["stage", {}, { threshold: 80, minutes: 10 }],
  ["prod", {}, { threshold: 80, minutes: 10 }],
  ["prod", { threshold: 70 }, { threshold: 70, minutes: 10 }],
  ["prod", { minutes: 3 }, { threshold: 80, minutes: 3 }],
  ["prod", "off", undefined],
] as const)("a database's CPU in %s with %j", (profile, override, limit) => {
  expect(settleLimit("databaseCpuPercent", profile, { databaseCpuPercent: override })).toEqual(limit);
});

test("a threshold is in the metric's unit, and the mail in the person's", () => {
  const storage = plan({ kind: "databaseFreeStorageGb", unitsPerMetric: 1 / 1024 ** 3 });
  expect(storage).toMatchObject({ name: "shop-dev-database-free-storage", threshold: 2 * 1024 ** 3 });
  expect(describeAlarm(storage!, "shop-dev")).toBe(
    "Database: free storage (GB) of database in shop-dev is below 2 for 15 minutes (20-data, obs.alarms.databaseFreeStorageGb)",
  );
});

test("missing tasks count from how many there should be", () => {
  expect(plan({ kind: "missingTasks", base: 3 })).toMatchObject({ threshold: 3 });
  expect(
    plan({ kind: "missingTasks", base: 3 }, { limits: { missingTasks: { threshold: 1 } } }),
  ).toMatchObject({ threshold: 2 });
});

test("what is at the edge is at home in us-east-1", () => {
  expect(plan({ place: "edge" })?.place).toBe("edge");
  expect(plan({ place: "edge" }, { region: "us-east-1" })?.place).toBe("home");
});

test("a percentage says nothing before there are ten requests", () => {
  const count = (name: string) => metric("AWS/X", name, {}, "Sum");
  expect(percentOf([count("A"), count("B")], count("All"))).toEqual({
    metrics: { bad0: count("A"), bad1: count("B"), total: count("All") },
    expression: "IF(FILL(total, 0) >= 10, 100 * (FILL(bad0, 0) + FILL(bad1, 0)) / total, 0)",
  });
  expect(sumOf(count("A"), count("B")).expression).toBe("FILL(count0, 0) + FILL(count1, 0)");
});

test("a composite alarm asks of one concern, in its own region, and there is none without a child", () => {
  const storage = plan({ kind: "databaseFreeStorageGb" })!;
  const response = plan({ kind: "responseSeconds", subject: "public-alb-api" })!;
  const cdn = plan({ kind: "cdnServerErrorPercent", subject: "cdn", place: "edge" })!;
  const alarms = [storage, response, cdn, plan({})!];
  expect(concernRule("data", alarms)).toBe('ALARM("shop-dev-database-free-storage")');
  expect(concernRule("users", alarms)).toBe('ALARM("shop-dev-public-alb-api-response")');
  expect(concernRule("users", [cdn])).toBeUndefined();
});
