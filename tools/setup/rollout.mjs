#!/usr/bin/env node
// `npx rollout`: the same as `npm run rollout --`.
process.argv.splice(2, 0, "rollout");
await import("./run.mjs");
