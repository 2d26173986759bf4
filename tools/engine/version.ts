import { readFileSync } from "node:fs";

interface Manifest {
  dependencies: Record<string, string>;
}

/** The one Pulumi version of this repository: that of @pulumi/pulumi in package.json, which is pinned exactly. */
export function readEngineVersion(manifest = new URL("../../package.json", import.meta.url)): string {
  const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  const version = dependencies["@pulumi/pulumi"];
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(
      `"@pulumi/pulumi" in package.json is no exact version, got "${version}"; pin it, like "3.259.0"`,
    );
  }
  return version;
}
