import { isBuiltin } from "node:module";

/** The parts of a package.json that the package of the tool is made of. */
export interface Manifest {
  name: string;
  version: string;
  description: string;
  license: string;
  exports: Record<string, string>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
}

/**
 * Packages of which a program may have only one copy: the engine's SDK keeps the stack that it describes in its
 * module, and schemas are handed from the contracts to the tool.
 */
const peers = new Set(["@pulumi/pulumi", "zod"]);

/**
 * The package.json of dist/: this repository's, with compiled files in place of sources and of its dependencies those
 * that the compiled modules import.
 *
 * @param imported what they import by name, such as "zod" or "@pulumi/pulumi/proto/plugin_pb.js"
 * @throws Error for an import that the repository has no dependency for
 */
export function packageManifest(own: Manifest, imported: readonly string[]) {
  const { name, version, description, license, bin, exports, dependencies } = own;
  const packages = [...new Set(imported.filter((module) => !isBuiltin(module)).map(packageOf))].sort();
  const needed = packages.map((needs): [string, string] => {
    const pinned = dependencies[needs];
    if (pinned === undefined) {
      throw new Error(`the tool imports "${needs}", which is not among "dependencies" in package.json`);
    }
    return [needs, pinned];
  });
  return {
    ...{ name, version, description, license, type: "module", engines: { node: ">=24" }, bin },
    exports: Object.fromEntries(
      Object.entries(exports).map(([path, file]) => [path, file.replace(/\.ts$/, ".js")]),
    ),
    dependencies: Object.fromEntries(needed.filter(([needs]) => !peers.has(needs))),
    peerDependencies: Object.fromEntries(needed.filter(([needs]) => peers.has(needs))),
  };
}

function packageOf(module: string): string {
  return module.split("/", module.startsWith("@") ? 2 : 1).join("/");
}
