import { expect, test } from "@jest/globals";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const eslint = new ESLint({
  // A snippet is in no tsconfig, and these rules need no types.
  overrideConfig: { files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked },
});

async function complaints(code: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId === "no-restricted-syntax" || ruleId === null)
    .map(({ message }) => message);
}

const CASES = [
  ["shared/stack-reference.ts", "new pulumi.StackReference(name);"],
  ["shared/stack-reference.ts", 'import { StackReference } from "@pulumi/pulumi";'],
  ["shared/layer-config.ts", "new pulumi.Config();"],
  ["shared/layer-config.ts", "export const read = (config: pulumi.Config) => config;"],
  ["shared/layer-config.ts", 'import { Config } from "@pulumi/pulumi";'],
  ["shared/layer-config.ts", "pulumi.runtime.allConfig();"],
  ["tools/process.ts", 'import { execa } from "execa";'],
  ["tools/process.ts", 'await import("execa");'],
  ["tools/process.ts", 'import { spawn } from "node:child_process";'],
  ["tools/output.ts", 'console.log("done");'],
  ["tools/output.ts", 'process.stdout.write("done");'],
  ["tools/output.ts", 'process.stderr.write("done");'],
  ["shared/environment.ts", "export const home = process.env.HOME;"],
  ["shared/environment.ts", 'import { env } from "node:process";'],
] as const;

test.each(CASES)("only %s may say: %s", async (home, code) => {
  expect(await complaints(code, "tools/elsewhere.ts")).toEqual([expect.stringContaining(`only ${home} `)]);
  expect(await complaints(code, "test/elsewhere.test.ts")).toHaveLength(1);
  expect(await complaints(code, home)).toEqual([]);
});

test("code that a layer ships may log and read its environment", async () => {
  expect(await complaints("console.log(process.env.TABLE);", "stacks/60-api/functions/handler.ts")).toEqual(
    [],
  );
});
