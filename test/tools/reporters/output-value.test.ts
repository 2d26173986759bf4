import { expect, test } from "@jest/globals";
import { describeValue } from "../../../tools/reporters/output-value.ts";

const zones = ["subnet-0a1b2c3d", "subnet-1a1b2c3d", "subnet-2a1b2c3d"];

test.each([
  ["a text stays as it is, also where it is too long to fit", "x".repeat(50), ["x".repeat(50)]],
  ["what fits stays in one line", { a: 1, b: [true] }, ['{"a":1,"b":[true]}']],
  ["a list is wrapped between its parts", zones, ["subnet-0a1b2c3d, subnet-1a1b2c3d", "subnet-2a1b2c3d"]],
  [
    "a record has a line a key, and what does not fit beside its key stands below it",
    { host: "db.example.com", subnetIds: zones, port: 5432 },
    [
      "host: db.example.com",
      "subnetIds:",
      "  subnet-0a1b2c3d, subnet-1a1b2c3d",
      "  subnet-2a1b2c3d",
      "port: 5432",
    ],
  ],
  [
    "records in a list stand one below the other",
    [{ name: "a.example.com", type: "CNAME", value: "b" }, "short", "too"],
    ["name: a.example.com", "type: CNAME", "value: b", "short, too"],
  ],
])("%s", (_claim, value, lines) => {
  expect(describeValue(value, 34)).toEqual(lines);
});

test("programs get one line of JSON", () => {
  const value = { zones: Array.from({ length: 50 }, (_, at) => `zone-${at}`) };
  expect(describeValue(value, Infinity)).toEqual([JSON.stringify(value)]);
});
