import { describe, expect, test } from "@jest/globals";
import compute from "../../../stacks/30-ecs/operations.ts";
import { chooseImage } from "../../../tools/commands/images.ts";
import type { OperableEnvironment } from "../../../tools/operations/environment.ts";
import { readConfig, type SomeGate } from "../../support/gate-rig.ts";

const region = "us-west-2";
const common = { product: "shop", profile: "dev", accountId: "123456789012", region };
const url = (name: string) => `123456789012.dkr.ecr.${region}.amazonaws.com/shop-dev-${name}`;

/** 30-ecs as it is operated, with a service and the repositories for it and for the database's set-up. */
function environmentWith(migrations: object): OperableEnvironment {
  const repositories = Object.fromEntries(
    ["api", "migration"].map((name) => [name, { url: url(name), arn: "arn" }]),
  );
  const config = readConfig(compute as unknown as SomeGate, {
    ...{ ...common, owner: "platform", costCenter: "cc-1" },
    compute: {
      services: { api: { port: 3000, routes: [{ priority: 1 }] } },
      architecture: "arm64",
      migrations,
    },
    ecr: { repos: ["api", "migration"] },
  });
  const service = { name: "shop-dev-api", logGroupName: "/ecs/api", targetGroupArnSuffixes: [] };
  const outputs = { engine: "fargate", repositories, services: { api: service } };
  const offers = compute.of({ outputs, config } as never);
  const stack = { node: { layer: { name: "30-ecs" } }, ...common, offers } as never;
  return { environment: "dev", stacks: [stack], absent: [] };
}
const enabled = { enabled: true, command: ["migrate"] };

describe("what is pushed to the repository migration", () => {
  test("is for the set-up of the database, also before there is any image, and for its processor", () => {
    const { repository, url: to, users } = chooseImage(environmentWith(enabled), "migration");
    expect({ repository, to }).toEqual({ repository: "migration", to: url("migration") });
    expect(users).toEqual([
      expect.objectContaining({
        image: { key: ["compute", "migrations", "setupImage"], configured: "", repository: "migration" },
        architecture: "arm64",
      }),
    ]);
  });

  test("is for nothing where nothing migrates, and a service's image never is", () => {
    expect(chooseImage(environmentWith({ enabled: false }), "migration").users).toEqual([]);
    expect(chooseImage(environmentWith(enabled), "api").users.map(({ image }) => image.key)).toEqual([
      ["compute", "services", "api", "image"],
    ]);
  });
});

test("a bare digest of the set-up's image belongs to the repository migration", () => {
  const digest = `sha256:${"1".repeat(64)}`;
  const { offers } = environmentWith({ ...enabled, setupImage: digest }).stacks[0]!;
  expect(offers.images?.[0]?.image).toMatchObject({ configured: digest, repository: "migration" });
});
