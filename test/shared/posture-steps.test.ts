import { expect, test } from "@jest/globals";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { renderBlueprint, type Blueprint } from "../../shared/blueprint.ts";
import { planPosture, type PostureName, type ReadSetting } from "../../shared/posture.ts";
import posture from "../../shared/posture-steps.ts";
import type { Profile } from "../../shared/config-schema.ts";
import { allContracts } from "../support/contracts.ts";

const folder = join(import.meta.dirname, "..", "..", "shared", "blueprints");
const contracts = await allContracts();

/** The configuration of every layer of a product's environment, to be read and changed. */
async function configured(name: string, profile: Profile) {
  const { default: blueprint } = (await import(join(folder, `${name}.ts`))) as { default: Blueprint };
  const rendered = renderBlueprint(blueprint, blueprint.target(profile), contracts);
  const configs = new Map(rendered.map(({ layer, config }) => [layer, structuredClone(config) as any]));
  const read: ReadSetting = (layer, key) => key.reduce((value, part) => value?.[part], configs.get(layer));
  return {
    read,
    plan: (to: PostureName) => planPosture(posture.steps, to, read, (layer) => configs.has(layer)),
    take(to: PostureName) {
      const steps = this.plan(to);
      for (const { layer, key, to: value } of steps.flatMap(({ edits }) => edits)) {
        const parent = key.slice(0, -1).reduce((part: any, name) => (part[name] ??= {}), configs.get(layer));
        parent[key.at(-1) as string] = value;
      }
      return steps.map(({ title }) => title);
    },
  };
}

test("doc-pipeline's dev goes all the way, in the order in which nothing is ever cut off", async () => {
  const dev = await configured("doc-pipeline", "dev");
  expect(dev.take("hardened")).toEqual([
    "give private subnets a way out",
    "reach AWS inside the VPC",
    "move tasks to private subnets",
    "add the internal load balancer",
    "lead the API through the VPC link",
    "let CloudFront in beside the internet",
    "point CloudFront at the internal load balancer",
    "take the public load balancer away",
    "close the load balancer to the internet",
    "count attacks with a web ACL",
  ]);
  expect(dev.read("30-ecs", ["compute", "alb", "exposure"])).toBe("internal");
  expect(dev.read("10-network", ["network", "frontDoor"])).toBe("cloudfront");
  expect(dev.plan("hardened")).toEqual([]);
});

test("and back the other way round, but for the group that load balancers wear", async () => {
  const dev = await configured("doc-pipeline", "dev");
  const there = dev.take("hardened");
  expect(dev.take("open")).toEqual(
    [...there].reverse().filter((title) => title !== "let CloudFront in beside the internet"),
  );
  expect(dev.read("10-network", ["network", "frontDoor"])).toBe("both");
  expect(dev.read("30-ecs", ["compute", "alb", "exposure"])).toBe("public");
  expect(dev.plan("open")).toEqual([]);
  expect(dev.take("hardened")).not.toContain("let CloudFront in beside the internet");
});

test("what is hardened already stays as it is", async () => {
  expect((await configured("doc-pipeline", "prod")).plan("hardened")).toEqual([]);
});

test("a load balancer that is the only entrance stays public", async () => {
  const titles = (await configured("utm", "dev")).take("hardened");
  expect(titles).not.toContain("add the internal load balancer");
  expect(titles).not.toContain("close the load balancer to the internet");
  expect(titles).toContain("count attacks with a web ACL");
});

test("every step names layers of this repository and says why", () => {
  const layers = new Set(readdirSync(join(folder, "..", "..", "stacks")));
  for (const { why, settings } of posture.steps) {
    expect(why).not.toBe("");
    expect(settings.map(({ layer }) => layer).filter((layer) => !layers.has(layer))).toEqual([]);
  }
});
