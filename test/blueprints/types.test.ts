import { expect, test } from "@jest/globals";
import type { BlueprintLayer } from "../../shared/blueprint.ts";
import { checkConfig } from "../../shared/config-schema.ts";
import docPipeline from "../../shared/blueprints/doc-pipeline.ts";
import { networkConfig, type NetworkConfigInput } from "../../stacks/10-network/config.ts";

type Network = BlueprintLayer<NetworkConfigInput>;

const { network } = docPipeline.layers(docPipeline.target("dev"))["10-network"];
const common = {
  ...{ product: "docs", profile: "dev", accountId: "123456789012", region: "us-west-2" },
  ...{ owner: "platform", costCenter: "docs" },
};
const faultsOf = (layer: object) => {
  const result = checkConfig(networkConfig, { ...common, ...layer });
  return "faults" in result ? result.faults.map(({ key }) => key) : [];
};

test("a blueprint's own configuration compiles, and the layer takes it", () => {
  const right: Network = { network };
  expect(faultsOf(right)).toEqual([]);
});

test("a key that the layer does not have neither compiles nor is taken", () => {
  // @ts-expect-error - the key is called azCount
  const wrong: Network = { network: { ...network, zoneCount: 2 } };
  expect(faultsOf(wrong)).toEqual(["network.zoneCount"]);
});

test("a value of another kind neither compiles nor is taken", () => {
  // @ts-expect-error - there is no such way to the internet
  const wrong: Network = { network: { ...network, nat: "double" } };
  expect(faultsOf(wrong)).toEqual(["network.nat"]);
});
