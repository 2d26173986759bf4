import * as pulumi from "@pulumi/pulumi";
import { createProvider } from "../../shared/aws-provider.ts";
import { gatherSurroundings } from "../../shared/components/surroundings.ts";
import { account } from "../../shared/contracts/account.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import { network } from "../../shared/contracts/network.ts";
import { queues as contract } from "../../shared/contracts/queues.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { queuesConfig } from "./config.ts";
import { Queues } from "./queues.ts";
import { RuntimeSettings } from "./runtime-settings.ts";
import { ServiceAccess } from "./service-access.ts";
import { refuseUnfitUpstreams } from "./upstreams.ts";
import { joinDiscovery } from "./worker-discovery.ts";
import { WorkerServices } from "./worker-services.ts";

export default async () => {
  const config = loadConfig(queuesConfig);
  const layer = openLayer(contract, config.upstreams);
  const { logKmsKeyArn, permissionsBoundaryArn } = await layer.read(account);
  const { taskSubnetIds, securityGroupIds, assignPublicIp } = await layer.read(network);
  const dataOutputs = await layer.read(data);
  const { services, repositories, clusterName, clusterArn, execLogGroupArn, discoveryNamespaceArn } =
    await layer.read(compute);
  await refuseUnfitUpstreams(config, layer);

  const options = { provider: createProvider(config) };
  const scope = config;
  const queues = new Queues("queues", { scope, queues: config.queues }, options);
  const { kmsKeyArn } = queues;
  new RuntimeSettings("settings", { prefix: dataOutputs.ssmPrefix, queues: queues.byName }, options);
  new ServiceAccess("services", { scope, queues: config.queues, services, kmsKeyArn }, options);
  const workers = new WorkerServices(
    "workers",
    {
      workers: config.workers,
      queues: config.queues,
      made: queues.byName,
      kmsKeyArn,
      setting: {
        scope,
        architecture: config.compute.architecture,
        obs: config.obs,
        logKmsKeyArn,
        permissionsBoundaryArn,
        surroundings: gatherSurroundings(scope, dataOutputs, {
          repositories,
          execLog: pulumi
            .all([execLogGroupArn, logKmsKeyArn])
            .apply(([arn, kmsKeyArn]) => (arn === undefined ? undefined : { arn, kmsKeyArn })),
        }),
      },
      clusterName: clusterName.apply((name) => name ?? ""),
      clusterArn: clusterArn.apply((arn) => arn ?? ""),
      discovery: joinDiscovery(await layer.readPlain(compute, "discovery"), discoveryNamespaceArn),
      subnetIds: taskSubnetIds,
      securityGroupId: securityGroupIds.apply(({ app }) => app),
      assignPublicIp,
    },
    options,
  );

  return layer.publish({ queues: queues.published, workerServices: workers.outputs });
};
