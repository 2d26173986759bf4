import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "99-cicd 1",
    what: "a role of an environment trusts only jobs of this environment",
    rules: ["github-trust-names-subject"],
  },
  {
    id: "99-cicd 2",
    what: "the rights to pass roles, register and log in",
    rules: ["policy-actions-exist", "policy-resources-fit"],
    elsewhere: {
      file: "stacks/99-cicd/backend-policy.ts",
      how: "grants them for the named roles and services only",
    },
  },
  {
    id: "99-cicd 3",
    what: "a role that may make roles must be held by a boundary, which must be there first",
    rules: ["missing-permissions-boundary"],
    elsewhere: {
      file: "stacks/99-cicd/pipelines.ts",
      how: "every role has the boundary that 00-account made",
    },
  },
  {
    id: "99-cicd 4",
    what: "two rollouts of one stack at a time",
    elsewhere: {
      file: "tools/environment-lock.ts",
      how: "one rollout of an environment at a time; the engine locks each stack",
    },
  },
  {
    id: "99-cicd 5",
    what: "a service that is stable again may run the old version",
    elsewhere: {
      file: "tools/delivery/backend.ts",
      how: "compares the digest that runs with the one delivered",
    },
  },
  {
    id: "99-cicd 6",
    what: "a state in S3 needs no access token",
    elsewhere: { file: "tools/backend.ts", how: "logs in to the bucket" },
  },
];
