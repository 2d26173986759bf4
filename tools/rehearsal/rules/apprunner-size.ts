import { unitsOf } from "../compute-units.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** Memory in MiB for each number of CPU units. */
const memoryByCpu: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024],
  512: [1024],
  1024: [2048, 3072, 4096],
  2048: [4096, 6144],
  4096: [8192, 10_240, 12_288],
};

export const rule: Rule = {
  id: "apprunner-size",
  tokens: ["aws:apprunner/service:Service"],
  operations: ["create", "update"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/apprunner/latest/api/API_InstanceConfiguration.html",
  refuses({ inputs }) {
    const instance = inputs["instanceConfiguration"];
    if (!isObject(instance)) return undefined;
    const cpu = unitsOf(instance["cpu"] ?? 1024);
    const memory = unitsOf(instance["memory"] ?? 2048);
    return memoryByCpu[cpu]?.includes(memory) === true
      ? undefined
      : `The combination of CPU ${cpu} and memory ${memory} is not supported.`;
  },
};
