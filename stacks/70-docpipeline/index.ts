import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { data } from "../../shared/contracts/data.ts";
import { docpipeline as contract } from "../../shared/contracts/docpipeline.ts";
import { queues } from "../../shared/contracts/queues.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { docpipelineConfig } from "./config.ts";
import { DocumentPipeline } from "./document-pipeline.ts";
import { FailureQueue } from "./failure-queue.ts";
import { PipelineFunctions } from "./pipeline-functions.ts";
import { describeSurroundings, requireEntries } from "./surroundings.ts";
import { UploadTrigger } from "./upload-trigger.ts";

export default async () => {
  const config = loadConfig(docpipelineConfig);
  const { docpipeline } = config;
  const layer = openLayer(contract, config.upstreams);
  const { permissionsBoundaryArn, logKmsKeyArn } = await layer.read(account);
  const { buckets, dataKmsKeyArn } = await layer.read(data);
  const { queues: published } = await layer.read(queues);
  requireEntries(
    docpipeline,
    await layer.readKnown(data, "buckets"),
    await layer.readKnown(queues, "queues"),
  );

  const opts = { provider: createProvider(config) };
  const failures = new FailureQueue("failures", { scope: config }, opts);
  const around = describeSurroundings({ config, buckets, dataKmsKeyArn, queues: published, failures });

  const shared = {
    scope: config,
    config: docpipeline,
    surroundings: around.access,
    permissionsBoundaryArn,
    logKmsKeyArn,
    logRetentionDays: config.obs.logRetentionDays,
  };
  const functions = new PipelineFunctions("functions", shared, opts);
  const pipeline = new DocumentPipeline(
    "pipeline",
    { ...shared, ...around.places, functionArns: functions.arns, failureQueueUrl: failures.url },
    opts,
  );
  const trigger = new UploadTrigger(
    "uploads",
    {
      accountId: config.accountId,
      bucketName: around.originalBucketName,
      starterArn: pipeline.starterArn,
      failures,
      permissionsBoundaryArn,
    },
    opts,
  );

  return layer.publish({
    stateMachineArn: pipeline.pipelineArn,
    starterArn: pipeline.starterArn,
    uploadRuleName: trigger.ruleName,
    functions: functions.names,
    failureQueueArn: failures.arn,
    failureQueueName: failures.queueName,
  });
};
