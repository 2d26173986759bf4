import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "30-ecs 1",
    what: "the image of the first deployment, and the processor that it was built for",
    undecided: "what is inside an image shows when it starts; without an image the layer asks for no task",
  },
  {
    id: "30-ecs 2",
    what: "a tag that cannot move cannot be deployed again",
    rules: ["repository-tag-exclusions"],
    elsewhere: {
      file: "stacks/30-ecs/repositories.ts",
      how: "tags are immutable and images are deployed by digest",
    },
  },
  {
    id: "30-ecs 3",
    what: "capacity providers: not beside a launch type, known to the cluster, changed only by a new deployment",
    rules: ["service-capacity-registered", "service-capacity-change-forced", "task-containers-form"],
  },
  {
    id: "30-ecs 4",
    what: "a service before its listener, a grace period without a load balancer",
    rules: ["service-listener-first", "service-grace-needs-load-balancer", "service-container-port"],
  },
  {
    id: "30-ecs 4",
    what: "a deployment that was rolled back counts as a success",
    undecided:
      "only a real deployment rolls back; the gate of 30-ecs compares the digest that runs with the one asked for",
  },
  {
    id: "30-ecs 5",
    what: "moving traffic needs a rule of its own for the listener, a second target group and a role",
    rules: [
      "service-traffic-shift",
      "service-traffic-steps",
      "service-deployment-controller",
      "service-deployment-moves",
    ],
  },
  {
    id: "30-ecs 6",
    what: "a target group belongs to one load balancer, and logs need a bucket that lets them in",
    rules: [
      "listener-tls-policy",
      "target-group-one-load-balancer",
      "load-balancer-logs",
      "load-balancer-needs-internet",
    ],
  },
  {
    id: "30-ecs 6",
    what: "the pattern /api/* does not match /api",
    elsewhere: { file: "stacks/30-ecs/routing.ts", how: "adds the path without the star" },
  },
  {
    id: "30-ecs 7",
    what: "discovery is fixed when a service is made, and needs named ports",
    rules: ["service-connect-ports", "missing-namespace", "namespace-taken"],
  },
  {
    id: "30-ecs 8",
    what: "migrations run once, before the new version",
    elsewhere: {
      file: "stacks/30-ecs/migration-task.ts",
      how: "publishes what run-task needs; delivery waits for its exit code",
    },
  },
  {
    id: "30-ecs 9",
    what: "Express Mode needs roles that trust the right services, and sizes of Fargate",
    rules: ["express-service-roles", "express-service-size", "service-cluster-exists"],
  },
  {
    id: "30-ecs 10",
    what: "App Runner has one principal that pulls and another that runs",
    rules: ["apprunner-roles", "apprunner-size", "apprunner-scaling", "apprunner-name-form"],
  },
  {
    id: "30-ecs 11",
    what: "Fargate has certain sizes, and a task needs its network mode, role, volumes and log group",
    rules: [
      "task-fargate-size",
      "task-fargate-network",
      "task-fargate-containers",
      "task-execution-role",
      "task-roles",
      "service-log-groups-exist",
    ],
  },
  {
    id: "30-ecs 11",
    what: "going into a task needs a role of the task",
    rules: ["service-exec-role"],
  },
];
