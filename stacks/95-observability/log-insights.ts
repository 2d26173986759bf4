import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { errorMetric, type WatchedLog } from "./log-watch.ts";

export interface LogInsightsArgs {
  prefix: string;
  logs: readonly WatchedLog[];
  errorPattern: string;
}

/** What people ask of the logs first, ready to run in CloudWatch Logs Insights. */
const questions = {
  errors:
    "fields @timestamp, @log, @message | filter @message like /(?i)(error|fatal|critical|exception|traceback)/ " +
    "| sort @timestamp desc | limit 200",
  "lines by minute": "stats count(*) as lines by bin(1m), @log | sort lines desc",
  "what is said most often": "stats count(*) as times by @message | sort times desc | limit 50",
} as const;

/** Counts errors in the logs as metrics, and keeps the usual questions. */
export class LogInsights extends pulumi.ComponentResource {
  constructor(name: string, args: LogInsightsArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:95-observability:LogInsights", name, {}, opts);
    const { prefix, logs, errorPattern } = args;
    const child = { parent: this };

    for (const { subject, logGroupName } of logs) {
      new aws.cloudwatch.LogMetricFilter(
        `${subject}-errors`,
        {
          logGroupName,
          pattern: errorPattern,
          metricTransformation: {
            ...errorMetric(prefix, subject),
            value: "1",
            defaultValue: "0",
            unit: "Count",
          },
        },
        child,
      );
    }
    for (const [question, queryString] of logs.length === 0 ? [] : Object.entries(questions)) {
      new aws.cloudwatch.QueryDefinition(
        question.replaceAll(" ", "-"),
        {
          name: `${prefix}/${question}`,
          logGroupNames: logs.map(({ logGroupName }) => logGroupName),
          queryString,
        },
        child,
      );
    }
    this.registerOutputs();
  }
}
