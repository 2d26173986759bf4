import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

const self = readFileSync(new URL(import.meta.url));

// Blanks the types out exactly as Node does outside jest, so positions in stack traces are those of the source.
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: "strip" }) }),
  getCacheKey: (source, path, { configString }) =>
    createHash("sha256").update([self, process.version, configString, path, source].join("\0")).digest("hex"),
};
