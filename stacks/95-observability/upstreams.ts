import * as pulumi from "@pulumi/pulumi";
import { account } from "../../shared/contracts/account.ts";
import { auth } from "../../shared/contracts/auth.ts";
import { cdn } from "../../shared/contracts/cdn.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import { docpipeline } from "../../shared/contracts/docpipeline.ts";
import { harden } from "../../shared/contracts/harden.ts";
import { network } from "../../shared/contracts/network.ts";
import type { observability } from "../../shared/contracts/observability.ts";
import { queues } from "../../shared/contracts/queues.ts";
import { partsOf, type Layer } from "../../shared/stack-reference.ts";
import type { ApiSeen } from "./api-watch.ts";
import type { ComputeSeen } from "./compute-watch.ts";
import type { DataSeen } from "./data-watch.ts";
import type { CdnSeen, HardenSeen, NetworkSeen } from "./edge-watch.ts";
import type { Text } from "./signal.ts";
import type { PipelineSeen, QueuesSeen } from "./work-watch.ts";

type Observing = Layer<typeof observability>;

/** What there is to watch, as far as a preview knows it; a layer that this environment does not have is undefined. */
export interface Seen {
  budgetNames: readonly Text[];
  network: NetworkSeen;
  data: DataSeen;
  compute: ComputeSeen;
  api: ApiSeen | undefined;
  queues: QueuesSeen | undefined;
  pipeline: PipelineSeen | undefined;
  harden: HardenSeen | undefined;
  cdn: (CdnSeen & { webUrl: Text | undefined }) | undefined;
}

/** Looks at every layer below that this environment has. */
export async function observe(layer: Observing): Promise<Seen> {
  const seen = {
    budgetNames: partsOf(await layer.readKnown(account, "budgetNames")) ?? [],
    network: {
      regionalCertificateArn: await layer.readKnown(network, "regionalCertificateArn"),
      edgeCertificateArn: await layer.readKnown(network, "edgeCertificateArn"),
    },
    data: { db: await layer.readKnown(data, "db"), cache: await layer.readKnown(data, "cache") },
    compute: {
      engine: await layer.readPlain(compute, "engine"),
      clusterName: await layer.readKnown(compute, "clusterName"),
      services: await layer.readKnown(compute, "services"),
      publicLoadBalancer: await layer.readKnown(compute, "publicLoadBalancer"),
      internalLoadBalancer: await layer.readKnown(compute, "internalLoadBalancer"),
    },
    api: (await layer.readIfNamed(auth)) && (await observeApi(layer)),
    queues: (await layer.readIfNamed(queues)) && (await observeQueues(layer)),
    pipeline: (await layer.readIfNamed(docpipeline)) && (await observePipeline(layer)),
    harden: (await layer.readIfNamed(harden)) && (await observeHarden(layer)),
    cdn: (await layer.readIfNamed(cdn)) && (await observeCdn(layer)),
  };
  admitUnknown(seen);
  return seen;
}

const observeApi = async (layer: Observing): Promise<ApiSeen> => ({
  apiKind: await layer.readPlain(auth, "apiKind"),
  apiId: await layer.readKnown(auth, "apiId"),
  apiName: await layer.readKnown(auth, "apiName"),
  apiStage: await layer.readKnown(auth, "apiStage"),
  webSocketApiId: await layer.readKnown(auth, "webSocketApiId"),
});

const observeQueues = async (layer: Observing): Promise<QueuesSeen> => ({
  queues: await layer.readKnown(queues, "queues"),
  workerServices: await layer.readKnown(queues, "workerServices"),
});

const observePipeline = async (layer: Observing): Promise<PipelineSeen> => ({
  stateMachineArn: await layer.readKnown(docpipeline, "stateMachineArn"),
  starterArn: await layer.readKnown(docpipeline, "starterArn"),
  uploadRuleName: await layer.readKnown(docpipeline, "uploadRuleName"),
  functions: await layer.readKnown(docpipeline, "functions"),
  failureQueueName: await layer.readKnown(docpipeline, "failureQueueName"),
});

const observeHarden = async (layer: Observing): Promise<HardenSeen> => ({
  webAclName: await layer.readKnown(harden, "webAclName"),
  backupVaultArn: await layer.readKnown(harden, "backupVaultArn"),
});

const observeCdn = async (layer: Observing): Promise<NonNullable<Seen["cdn"]>> => ({
  mode: await layer.readPlain(cdn, "mode"),
  distributionId: await layer.readKnown(cdn, "distributionId"),
  amplifyAppId: await layer.readKnown(cdn, "amplifyAppId"),
  edgeWebAclName: await layer.readKnown(cdn, "edgeWebAclName"),
  webUrl: await layer.readKnown(cdn, "webUrl"),
});

/** Says which alarms a preview leaves out, because it does not know yet whether there will be anything to watch. */
function admitUnknown({ compute, data, queues, pipeline }: Seen): void {
  const unknown = {
    "the services of 30-ecs": partsOf(compute.services) === undefined,
    "the database of 20-data": partsOf(data.db) === undefined,
    "the queues of 60-queues": queues !== undefined && partsOf(queues.queues) === undefined,
    "the functions of 70-docpipeline": pipeline !== undefined && partsOf(pipeline.functions) === undefined,
  };
  for (const [what, isUnknown] of Object.entries(unknown)) {
    if (!isUnknown) continue;
    pulumi.log
      .warn(
        `this preview cannot know ${what} yet, so it leaves out their alarms; preview all layers together: ` +
          "npm run rollout -- preview",
      )
      .catch(() => undefined);
  }
}
