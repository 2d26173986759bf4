import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { cicd } from "../../shared/contracts/cicd.ts";

const role = "arn:aws:iam::123456789012:role/backend-0a1b2c3";
const valid = {
  roleArns: { backend: role, frontend: role, infraPreview: role, drift: role, infraUp: role },
  settings: { backend: "/shop/dev/delivery/backend", frontend: "/shop/dev/delivery/frontend" },
} satisfies OutputValues<typeof cicd>;

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(cicd.outputs)
    .flatMap((key) => checkValue(cicd, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("any purpose may have a role and none must", () => {
  expect(faultsOf(valid)).toEqual([]);
  expect(faultsOf({ roleArns: {}, settings: {} })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["no roles", { roleArns: undefined }, "roleArns expected object, got nothing"],
  [
    "a role by its name",
    { roleArns: { backend: "backend" } },
    'roleArns.backend expected an ARN of iam, got "backend"',
  ],
  [
    "settings that no path leads to",
    { settings: { frontend: "delivery/frontend" } },
    'settings.frontend expected a name such as "/shop/dev/delivery/backend", got "delivery/frontend"',
  ],
])("%s is refused", (_, broken, message) => {
  expect(faultsOf({ ...valid, ...broken })).toEqual([message]);
});
