import { expect, test } from "@jest/globals";
import { migrate, update, waitFor, type BackendSettings } from "../../../tools/delivery/backend-delivery.ts";

const settings: BackendSettings = {
  engine: "lambda",
  repositories: {},
  services: { api: { name: "api" } },
};
const delivery = { aws: { region: "us-east-1", maxAttempts: 1 }, settings, say: () => {} };

test("before the first image there is nothing to migrate", async () => {
  expect(await migrate(delivery, "image")).toBe("nothing to migrate: 30-ecs has no migration yet");
});

test("what is not on Fargate is not delivered this way", async () => {
  await expect(waitFor(delivery, "api", "image")).rejects.toThrow(
    'services of engine "lambda" are delivered by 30-ecs, expected engine "fargate"',
  );
});

test("a service that does not exist is named with those that do", async () => {
  await expect(update(delivery, "web", "image")).rejects.toThrow(
    '"web" is not a service, expected one of api',
  );
});
