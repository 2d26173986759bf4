import { expect, test } from "@jest/globals";
import { migrate, update, waitFor, type BackendSettings } from "../../../tools/delivery/backend-delivery.ts";
import type { Aws } from "../../../tools/delivery/settings.ts";
import { withImage } from "../../../tools/delivery/task-definitions.ts";

const settings: BackendSettings = {
  engine: "fargate",
  clusterArn: "arn:cluster",
  repositories: {},
  services: { api: { name: "api", taskFamily: "shop-dev-api" } },
  migration: {
    taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/shop-dev-migrate:3",
    containerName: "migrate",
    subnetIds: ["subnet-1"],
    securityGroupId: "sg-1",
    assignPublicIp: false,
    logGroupName: "/ecs/shop-dev-migrate",
  },
};
const definition = (container: string, image: string) => ({
  taskDefinitionArn: "arn:old",
  revision: 3,
  status: "ACTIVE",
  family: "f",
  cpu: "256",
  containerDefinitions: [
    { name: container, image },
    { name: "sidecar", image: "otel" },
  ],
});
const image = "repo@sha256:new";

/** An AWS that answers as written and keeps what it was asked. */
function answering(answers: Record<string, unknown>): { aws: Aws; asked: string[] } {
  const asked: string[] = [];
  const aws: Aws = async (args) => {
    const call = args.slice(0, 2).join(" ");
    asked.push(args.join(" "));
    return answers[call] ?? {};
  };
  return { aws, asked };
}
const registering = (container: string) => ({
  "ecs describe-task-definition": { taskDefinition: definition(container, "repo@sha256:old") },
  "ecs register-task-definition": { taskDefinition: { taskDefinitionArn: "arn:new" } },
});
const ended = (exitCode?: number) => ({
  ...registering("migrate"),
  "ecs run-task": { tasks: [{ taskArn: "arn:task" }] },
  "ecs describe-tasks": {
    tasks: [{ stoppedReason: "Essential container exited", containers: [{ name: "migrate", exitCode }] }],
  },
});

test("a new revision differs in one container's image and holds only what ECS takes back", () => {
  expect(withImage(definition("api", "repo@sha256:old"), "api", image)).toEqual({
    family: "f",
    cpu: "256",
    containerDefinitions: [
      { name: "api", image },
      { name: "sidecar", image: "otel" },
    ],
  });
  expect(() => withImage(definition("api", "x"), "app", image)).toThrow(
    'the task has no container "app", expected one of api, sidecar; nothing was changed',
  );
});

test("the migration runs once with the new image, in the tasks' subnets, and is waited for", async () => {
  const { aws, asked } = answering(ended(0));
  expect(await migrate(aws, settings, image)).toBe("migrated with arn:new");
  expect(asked.map((call) => call.split(" ").slice(0, 3).join(" "))).toEqual([
    "ecs describe-task-definition --task-definition",
    "ecs register-task-definition --cli-input-json",
    "ecs run-task --cluster",
    "ecs wait tasks-stopped",
    "ecs describe-tasks --cluster",
  ]);
  expect(asked[0]).toContain("shop-dev-migrate");
  expect(asked[0]).not.toContain(":3");
  expect(asked[2]).toContain(
    '{"awsvpcConfiguration":{"subnets":["subnet-1"],"securityGroups":["sg-1"],"assignPublicIp":"DISABLED"}}',
  );
});

test.each([
  [1, "the migration ended with exit code 1, expected 0 (Essential container exited)"],
  [undefined, "the migration ended with exit code none, expected 0 (Essential container exited)"],
])("a migration that ends with %s stops the delivery", async (exitCode, message) => {
  await expect(migrate(answering(ended(exitCode)).aws, settings, image)).rejects.toThrow(message);
});

test("before the first image there is nothing to migrate", async () => {
  const { aws, asked } = answering({});
  expect(await migrate(aws, { ...settings, migration: undefined } as never, image)).toBe(
    "nothing to migrate: 30-ecs has no migration yet",
  );
  expect(asked).toEqual([]);
});

test("a service gets the revision that was registered for it", async () => {
  const { aws, asked } = answering(registering("api"));
  expect(await update(aws, settings, "api", image)).toBe("api gets arn:new");
  expect(asked.at(-1)).toBe(
    "ecs update-service --cluster arn:cluster --service api --task-definition arn:new",
  );
  await expect(update(aws, settings, "web", image)).rejects.toThrow(
    '"web" is not a service, expected one of api',
  );
});

test("a stable service that runs the old image again was rolled back", async () => {
  const running = (now: string) => ({
    "ecs describe-services": {
      services: [
        {
          deployments: [
            { status: "PRIMARY", taskDefinition: "arn:any", rolloutStateReason: "circuit breaker" },
          ],
        },
      ],
    },
    "ecs describe-task-definition": { taskDefinition: definition("api", now) },
  });
  expect(await waitFor(answering(running(image)).aws, settings, "api", image)).toBe(
    "api runs repo@sha256:new",
  );
  await expect(waitFor(answering(running("repo@sha256:old")).aws, settings, "api", image)).rejects.toThrow(
    'api was rolled back: it runs "repo@sha256:old", expected "repo@sha256:new" (circuit breaker)',
  );
});

test("what is not on Fargate is not delivered this way", async () => {
  const lambda = { ...settings, engine: "lambda" };
  await expect(waitFor(answering({}).aws, lambda, "api", image)).rejects.toThrow(
    'services of engine "lambda" are delivered by 30-ecs, expected engine "fargate"',
  );
});
