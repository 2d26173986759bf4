import type { Config } from "jest";
import { availableParallelism } from "node:os";

const SOURCES = ["shared", "stacks", "test", "tools"].map((folder) => `<rootDir>/${folder}`);

const project = {
  // Watching and module lookup by name need a crawl of these folders only, never of node_modules.
  roots: SOURCES,
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  moduleFileExtensions: ["ts", "mjs", "js", "cjs", "json", "node"],
  transform: { "\\.ts$": "<rootDir>/test/support/strip-types.mjs" },
  injectGlobals: false,
  restoreMocks: true,
};

const config: Config = {
  watchman: false,
  // Only here does jest heed it. A claim about time is no test's business; this ends what hangs.
  testTimeout: 60_000,
  // An engine test is several large processes; more of them at once only swap.
  maxWorkers: Math.min(4, availableParallelism()),
  projects: [
    {
      ...project,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/test/engine/", "\\.deployed\\.test\\.ts$"],
    },
    {
      ...project,
      displayName: "engine",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
    },
    {
      ...project,
      displayName: "deployed",
      testMatch: ["<rootDir>/test/**/*.deployed.test.ts"],
    },
  ],
};

export default config;
