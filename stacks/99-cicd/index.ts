import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { cdn } from "../../shared/contracts/cdn.ts";
import { cicd } from "../../shared/contracts/cicd.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { cicdConfig } from "./config.ts";
import { Pipelines } from "./pipelines.ts";
import { refuseUnfitUpstreams } from "./upstreams.ts";

export default async () => {
  const config = loadConfig(cicdConfig);
  const layer = openLayer(cicd, config.upstreams);
  const below = {
    account: await layer.read(account),
    compute: await layer.read(compute),
    data: await layer.readIfNamed(data),
    cdn: await layer.readIfNamed(cdn),
  };
  await refuseUnfitUpstreams(config, layer);

  const pipelines = new Pipelines("pipelines", { config, ...below }, { provider: createProvider(config) });
  return layer.publish({ roleArns: pipelines.roleArns, settings: pipelines.settings });
};
