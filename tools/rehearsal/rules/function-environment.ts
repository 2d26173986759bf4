import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const reserved: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

export const rule: Rule = {
  id: "function-environment",
  tokens: ["aws:lambda/function:Function"],
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  refuses({ inputs }) {
    const environment = inputs["environment"];
    const variables = isObject(environment) ? environment["variables"] : undefined;
    if (!isObject(variables)) return undefined;
    const taken = Object.keys(variables).find((name) => reserved.has(name));
    if (taken !== undefined)
      return `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken}`;
    return Buffer.byteLength(JSON.stringify(variables)) > 4096
      ? "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit."
      : undefined;
  },
};
