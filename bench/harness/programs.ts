import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";

/** How Node gets at a program's TypeScript. */
export type Loader = "native" | "ts-node";

/** What `pulumi new aws-typescript` writes (https://github.com/pulumi/templates/tree/master/aws-typescript), in terms of TypeScript 6. */
const templateCompilerOptions = {
  strict: true,
  outDir: "bin",
  target: "es2020",
  module: "node16",
  moduleResolution: "node16",
  sourceMap: true,
  experimentalDecorators: true,
  pretty: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  forceConsistentCasingInFileNames: true,
};

/**
 * Writes a Pulumi project with a program in TypeScript: as our layers are loaded, or as Pulumi loads it by default.
 * Gives its folder, named like the project.
 */
export async function writeProgram(
  into: string,
  name: string,
  { loader, program }: { loader: Loader; program: string },
): Promise<string> {
  const folder = join(into, name);
  await mkdir(folder, { recursive: true });
  const isNative = loader === "native";
  const runtime = { name: "nodejs", options: { typescript: !isNative } };
  await writeFile(join(folder, "Pulumi.yaml"), stringify({ name, main: "index.ts", runtime }));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: isNative ? "module" : "commonjs" }));
  await writeFile(join(folder, "index.ts"), program);
  if (!isNative) {
    const settings = { compilerOptions: templateCompilerOptions, files: ["index.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
  }
  return folder;
}
