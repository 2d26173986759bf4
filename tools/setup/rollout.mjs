#!/usr/bin/env node
// `npx rollout`: in this repository the same as `npm run rollout --`, in one that has it as a package the compiled tool.
import { existsSync } from "node:fs";

const NEEDED_NODE_MAJOR = 24;
if (existsSync(new URL("../cli.ts", import.meta.url))) {
  process.argv.splice(2, 0, "rollout");
  await import("./run.mjs");
} else if (Number(process.versions.node.split(".")[0]) < NEEDED_NODE_MAJOR) {
  // Layers and contracts are TypeScript that runs as it is.
  process.stderr.write(
    `rollout runs on Node ${NEEDED_NODE_MAJOR} or newer, got ${process.version}; install it from https://nodejs.org/en/download\n`,
  );
  process.exitCode = 1;
} else {
  const { prepareEngine } = await import(new URL("../engine/index.js", import.meta.url).href);
  try {
    await prepareEngine((step) => process.stderr.write(`${step}\n`));
    const { main } = await import(new URL("../cli.js", import.meta.url).href);
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (error.name !== "UserError") throw error;
    process.stderr.write(`error: ${error.message}\nto do: ${error.remedy}\n`);
    process.exitCode = error.exitCode;
  }
}
