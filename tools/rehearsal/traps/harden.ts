import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "80-harden 1",
    what: "interface endpoints: private names, zones, and their price",
    rules: ["endpoint-private-dns", "endpoint-subnet-zones", "endpoint-service-exists", "endpoint-twice"],
    elsewhere: { file: "stacks/80-harden/config.ts", how: "there are none unless they are asked for" },
  },
  {
    id: "80-harden 2",
    what: "what a web ACL can be put before, and in which scope",
    rules: ["web-acl-target", "missing-web-acl-target", "web-acl-scope"],
  },
  {
    id: "80-harden 3",
    what: "rules of a web ACL: ranges, and the size of bodies",
    rules: ["web-acl-rule-form", "web-acl-rate-range"],
  },
  {
    id: "80-harden 3",
    what: "which real requests managed rules block",
    undecided: "AWS's managed rules are not published; new web ACLs count before they block",
  },
  {
    id: "80-harden 4",
    what: "a web ACL's log has a fixed prefix, and what is in use cannot go",
    rules: ["web-acl-log-name", "web-acl-in-use", "ip-set-in-use", "web-acl-name-taken"],
  },
  {
    id: "80-harden 5",
    what: "hardening in the wrong order cuts off traffic",
    elsewhere: {
      file: "shared/posture-steps.ts",
      how: "one order for the steps, each proved by shared/reachability.ts",
    },
  },
];
