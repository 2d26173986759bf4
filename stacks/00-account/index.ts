import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { Access } from "./access.ts";
import { findAdopted } from "./adopted.ts";
import { AuditTrail, trailArn } from "./audit-trail.ts";
import { accountConfig } from "./config.ts";
import { CostControl } from "./cost-control.ts";
import { Detection } from "./detection.ts";
import { Hardening } from "./hardening.ts";
import { LogStore } from "./log-store.ts";
import { Registration } from "./registration.ts";

export default async () => {
  const config = loadConfig(accountConfig);
  const layer = openLayer(account, config.upstreams);
  const { account: settings, ...scope } = config;
  const opts = { provider: createProvider(config) };
  // Everything inside inherits the protection, so that a removal cannot take half of it.
  const kept = { ...opts, protect: settings.logs.keep };

  const adopted = await findAdopted(settings, opts);

  const logs = new LogStore(
    "logs",
    {
      scope,
      trailArn: trailArn(scope),
      keepDays: settings.logs.bucketDays,
      keep: settings.logs.keep,
      ownKey: settings.cmks.logs,
    },
    kept,
  );
  const trail =
    settings.cloudtrail === "create"
      ? new AuditTrail(
          "audit",
          { scope, logs, toLogGroup: settings.trailToLogGroup, logGroupDays: settings.logs.groupDays },
          kept,
        )
      : undefined;
  const costs = new CostControl(
    "costs",
    { scope, settings, environments: settings.environments ?? [config.environment] },
    opts,
  );
  const access = new Access("access", { scope, logs, adopted, settings }, opts);
  new Hardening("hardening", { settings }, opts);
  new Detection("detection", { scope, logs, adopted, settings }, opts);
  new Registration("registration", { settings }, opts);

  return layer.publish({
    accountId: config.accountId,
    region: config.region,
    logBucketName: logs.bucketName,
    logBucketArn: logs.bucketArn,
    logKmsKeyArn: logs.keyArn,
    messagingKmsKeyArn: costs.messagingKeyArn,
    trailArn: trail?.trailArn,
    githubOidcProviderArn: access.githubOidcProviderArn,
    permissionsBoundaryArn: access.permissionsBoundaryArn,
    deployRoleArn: access.deployRoleArn,
    developerRoleArn: access.developerRoleArn,
    developerConsoleUrl: access.developerConsoleUrl,
    billingTopicArn: costs.topicArn,
    budgetNames: costs.budgetNames,
  });
};
