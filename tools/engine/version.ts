import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";

interface Manifest {
  dependencies: Record<string, string>;
  /** Where this is a package of another repository. */
  peerDependencies?: Record<string, string>;
}

/** The package.json that this file belongs to, as a source or compiled. */
export function ownManifest(): string {
  const file = findPackageJSON("..", import.meta.url);
  if (file === undefined)
    throw new Error(`${import.meta.url} is in no package, expected a package.json above it`);
  return file;
}

/** The one Pulumi version of this repository: that of @pulumi/pulumi in package.json, which is pinned exactly. */
export function readEngineVersion(manifest: string | URL = ownManifest()): string {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  const version = { ...dependencies, ...peerDependencies }["@pulumi/pulumi"];
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(
      `"@pulumi/pulumi" in package.json is no exact version, got "${version}"; pin it, like "3.259.0"`,
    );
  }
  return version;
}
