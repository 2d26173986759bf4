import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { auth } from "../../shared/contracts/auth.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { network } from "../../shared/contracts/network.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { informApp } from "./app-settings.ts";
import { authConfig } from "./config.ts";
import { createEntrance } from "./entrance.ts";
import { describeAuth } from "./outputs.ts";
import { createSignIn } from "./sign-in.ts";
import { refuseUnfitUpstreams } from "./upstreams.ts";

export default async () => {
  const config = loadConfig(authConfig);
  const layer = openLayer(auth, config.upstreams);
  const { logKmsKeyArn, permissionsBoundaryArn } = await layer.read(account);
  const networkOutputs = await layer.read(network);
  const computeOutputs = await layer.read(compute);
  await refuseUnfitUpstreams(config, layer);

  const options = { provider: createProvider(config) };
  const setting = {
    scope: config,
    logRetentionDays: config.obs.logRetentionDays,
    logKmsKeyArn,
    permissionsBoundaryArn,
  };
  const dns = { mode: config.domain.dns, hostedZoneId: networkOutputs.hostedZoneId };
  const signIn = createSignIn(config, setting, networkOutputs, dns, options);
  const upstream = { compute: computeOutputs, network: networkOutputs };
  const entrance = createEntrance(config, setting, signIn, upstream, dns, options);
  const parts = { config, signIn, entrance };
  informApp(parts, config, computeOutputs, options);

  return layer.publish(describeAuth(parts));
};
