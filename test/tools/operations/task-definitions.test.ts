import { expect, test } from "@jest/globals";
import {
  familyOf,
  findDifferences,
  revisionOf,
  withImage,
} from "../../../tools/operations/task-definitions.ts";

const definition = (image: string, more: object = {}) => ({
  taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/shop-dev-api:3",
  revision: 3,
  status: "ACTIVE" as const,
  family: "shop-dev-api",
  cpu: "256",
  containerDefinitions: [
    { name: "api", image, ...more },
    { name: "sidecar", image: "otel" },
  ],
});

test("a new revision differs in one container's image and holds only what ECS takes back", () => {
  expect(withImage(definition("old"), "api", "new")).toEqual({
    family: "shop-dev-api",
    cpu: "256",
    containerDefinitions: [
      { name: "api", image: "new" },
      { name: "sidecar", image: "otel" },
    ],
  });
  expect(() => withImage(definition("x"), "app", "new")).toThrow(
    'the task has no container "app", expected one of api, sidecar; nothing was changed',
  );
});

test("two revisions are compared in all but the image and what ECS numbers", () => {
  const one = definition("a", { environment: [{ name: "A", value: "1" }] });
  expect(findDifferences(one, { ...definition("b"), cpu: "512", revision: 4 }, "api")).toEqual([
    "cpu",
    "environment",
  ]);
  expect(findDifferences(definition("a"), definition("b"), "api")).toEqual([]);
});

test("a revision's name has its family and number", () => {
  const { taskDefinitionArn } = definition("x");
  expect([familyOf(taskDefinitionArn), revisionOf(taskDefinitionArn)]).toEqual(["shop-dev-api", 3]);
  expect([familyOf("shop-dev-api"), revisionOf("shop-dev-api")]).toEqual(["shop-dev-api", 0]);
});
