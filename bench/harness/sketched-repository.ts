import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What a made-up layer is called and reads. */
export interface SketchedLayer {
  readonly name: string;
  readonly reads: readonly string[];
}

/** Layers in rows of ten, each reading up to three of the row before: as wide and as deep as real products grow. */
export function sketchLayers(count: number): SketchedLayer[] {
  const nameOf = (index: number): string =>
    `${String(Math.floor(index / 10)).padStart(2, "0")}-layer${index}`;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / 10) * 10;
    const before = row === 0 ? [] : [0, 1, 3].map((step) => row - 10 + ((index + step) % 10));
    return { name: nameOf(index), reads: before.map(nameOf) };
  });
}

/** Writes a repository of such layers, each with a stack "dev". */
export async function writeRepository(root: string, layers: readonly SketchedLayer[]): Promise<void> {
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  await write(join(root, "package.json"), JSON.stringify({ type: "module", rollout: {} }));
  for (const { name, reads } of layers) {
    await write(join(root, "stacks", name, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
    await write(join(root, "stacks", name, "Pulumi.dev.yaml"), "config: {}\n");
    const stub = (layer: string): object => ({ layer, outputs: {}, reads: [], optionalReads: [] });
    const contract = {
      ...{ layer: name, version: 1, outputs: {}, secrets: [] },
      ...{ reads: reads.map(stub), optionalReads: [] },
    };
    const file = join(root, "shared", "contracts", `${name}.ts`);
    await write(file, `export const contract = ${JSON.stringify(contract)};\n`);
  }
}
