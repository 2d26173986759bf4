import { openLayer } from "../../shared/stack-reference.ts";
import { account } from "../../shared/contracts/account.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import { network } from "../../shared/contracts/network.ts";
import { createProvider } from "../../shared/aws-provider.ts";
import { gatherSurroundings } from "../../shared/components/surroundings.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { createApiRecord } from "./api-record.ts";
import { computeConfig } from "./config.ts";
import { createCluster, createFrontDoors, createMigration, createServices } from "./engine.ts";
import { describeCompute } from "./outputs.ts";
import { ImageRepositories } from "./repositories.ts";
import { refuseUnfitUpstreams } from "./upstreams.ts";

export default async () => {
  const config = loadConfig(computeConfig);
  const layer = openLayer(compute, config.upstreams);
  const accountOutputs = await layer.read(account);
  const networkOutputs = await layer.read(network);
  const dataOutputs = await layer.read(data);
  await refuseUnfitUpstreams(config, layer);

  const options = { provider: createProvider(config) };
  const scope = config;
  const repositories = new ImageRepositories(
    "images",
    { scope, ecr: config.ecr, pulledByLambda: config.compute.engine === "lambda" },
    options,
  );
  const cluster = createCluster(config, networkOutputs, accountOutputs, options);
  const setting = {
    scope,
    architecture: config.compute.architecture,
    obs: config.obs,
    logKmsKeyArn: accountOutputs.logKmsKeyArn,
    permissionsBoundaryArn: accountOutputs.permissionsBoundaryArn,
    surroundings: gatherSurroundings(scope, dataOutputs, {
      repositories: repositories.byName,
      execLog: cluster && { arn: cluster.execLogGroupArn, kmsKeyArn: accountOutputs.logKmsKeyArn },
    }),
  };
  const doors = createFrontDoors(config, networkOutputs, options);
  const services = createServices(
    config,
    { setting, cluster, doors, repositories, network: networkOutputs },
    options,
  );
  const migration = createMigration(config, setting, options);
  createApiRecord(config, doors, networkOutputs, options);

  return layer.publish(
    describeCompute({ config, repositories, cluster, doors, services, migration, network: networkOutputs }),
  );
};
