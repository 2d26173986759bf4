import { createProvider } from "../../shared/aws-provider.ts";
import { observability } from "../../shared/contracts/observability.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { resourceName } from "../../shared/naming.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { planAlarms } from "./alarm-plan.ts";
import { Alarms } from "./alarms.ts";
import { createTopics } from "./alert-topic.ts";
import { servicesOf } from "./compute-watch.ts";
import { observabilityConfig } from "./config.ts";
import { EnvironmentDashboard } from "./environment-dashboard.ts";
import { LogInsights } from "./log-insights.ts";
import { findLogs } from "./log-watch.ts";
import { Notices } from "./notices.ts";
import { Tracing } from "./tracing.ts";
import { observe } from "./upstreams.ts";
import { watchAll } from "./watch.ts";

export default async () => {
  const config = loadConfig(observabilityConfig);
  const { obs, region, profile } = config;
  const layer = openLayer(observability, config.upstreams);
  const seen = await observe(layer);

  const options = { provider: createProvider(config) };
  const scope = config;
  const prefix = resourceName(config, "").replace(/-$/, "");
  const logs = findLogs(seen.compute, seen.queues);
  const plan = planAlarms(watchAll(seen, logs, { prefix, region }), {
    prefix,
    region,
    profile,
    limits: obs.alarms,
  });

  const topics = createTopics({ scope, emails: obs.emails, alarms: plan.alarms }, options);
  new LogInsights("logs", { prefix, logs, errorPattern: obs.errorPattern }, options);
  const alarms = new Alarms("alarms", { prefix, region, alarms: plan.alarms, topicArns: topics }, options);
  const { composites } = alarms;
  const { budgetNames, cdn } = seen;
  const dashboard = new EnvironmentDashboard(
    "dashboard",
    { scope, prefix, plan, composites, webUrl: cdn?.webUrl, budgetNames },
    options,
  );
  const { budget, costAnomaly } = obs;
  const { data, compute } = seen;
  new Notices(
    "notices",
    { scope, prefix, topicArn: topics.home, data, compute, budget, costAnomaly },
    options,
  );
  const traced = obs.tracing === "off" ? [] : servicesOf(seen.compute).map(([name]) => name);
  new Tracing("tracing", { scope, profile, services: traced, sampledPercent: obs.sampledPercent }, options);

  return layer.publish({
    alertTopicArn: topics.home,
    edgeAlertTopicArn: topics.edge,
    dashboardUrl: dashboard.url,
    alarmNames: alarms.names,
  });
};
