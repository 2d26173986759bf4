import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pricers } from "../../../tools/cost/pricers/index.ts";
import { unpricedReason } from "../../../tools/cost/unpriced-types.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** "aws:ec2/eip:Eip" for each `new aws.ec2.Eip(` of the layers, also of those that no blueprint chooses. */
function madeTypes(): string[] {
  const sources = ["stacks", "shared"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const made = sources.flatMap((text) => [...text.matchAll(/new aws\.(\w+)\.([A-Z]\w*)\(/g)]);
  return [
    ...new Set(
      made.map(([, module, name = ""]) => `aws:${module}/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`),
    ),
  ].sort();
}

test("every type that a layer can make is priced, or said to cost nothing by being there", () => {
  const types = madeTypes();
  expect(types).toContain("aws:apprunner/service:Service");
  expect(types.filter((type) => pricers[type] === undefined && unpricedReason(type) === undefined)).toEqual(
    [],
  );
});
