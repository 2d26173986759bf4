import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { observabilityConfig } from "../../../stacks/95-observability/config.ts";
import { examples } from "../../support/examples/observability.ts";

/** A configuration that a test is free to break. */
type Loose = Record<string, any>;

function faultsOf(obs: object, example: keyof typeof examples = "doc-pipeline-dev"): string[] {
  const result = checkConfig(observabilityConfig, { ...examples[example], obs });
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
}

test.each(Object.entries(examples))("%s is accepted", (_, example) => {
  expect(checkConfig(observabilityConfig, example as Loose)).not.toHaveProperty("faults");
});

test("nothing has to be said outside of production", () => {
  const { obs: _, ...bare } = examples["doc-pipeline-dev"];
  expect(checkConfig(observabilityConfig, bare)).toMatchObject({
    config: {
      obs: {
        emails: [],
        alarms: {},
        errorPattern: "?ERROR ?FATAL ?CRITICAL ?Exception ?Traceback",
        tracing: "off",
      },
    },
  });
});

test.each<[string, object, string]>([
  [
    "an unknown kind of alarm",
    { alarms: { databaseCpuPercents: { threshold: 80 } } },
    'obs.alarms.databaseCpuPercents is not a configuration key; did you mean "databaseCpuPercent"?',
  ],
  [
    "half a minute",
    { alarms: { queueDepth: { minutes: 0.5 } } },
    'obs.alarms.queueDepth is wrong, expected { threshold, minutes } with minutes from 1 to 1440, or "off", got {"minutes":0.5}',
  ],
  [
    "a word other than off",
    { alarms: { queueDepth: "none" } },
    'obs.alarms.queueDepth is wrong, expected { threshold, minutes } with minutes from 1 to 1440, or "off", got "none"',
  ],
  [
    "no address",
    { emails: ["ops"] },
    'obs.emails.0 is wrong, expected an address such as ops@example.com, got "ops"',
  ],
  [
    "an address twice",
    { emails: ["ops@example.com", "Ops@example.com"] },
    "obs.emails has an address twice, expected each once, got ops@example.com, Ops@example.com; remove one",
  ],
  [
    "sampling without traces",
    { sampledPercent: 10 },
    "obs.sampledPercent is set without traces, expected it only with obs.tracing adot; remove one of the two",
  ],
])("%s is refused", (_, obs, message) => {
  expect(faultsOf(obs)).toEqual([message]);
});

test("production without anybody to call is refused", () => {
  expect(faultsOf({}, "web-api-prod")).toEqual([
    "obs.emails is empty, expected somebody who is called when production is unwell; add an address",
  ]);
});

test("all faults are told at once", () => {
  expect(
    faultsOf({ emails: ["ops"], alarms: { queueDepth: { threshold: -1 } }, tracing: "xray" }),
  ).toHaveLength(3);
});
