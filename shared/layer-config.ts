import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { checkConfig, type CommonConfig, SecretText, type Settled } from "./config-schema.ts";
import "./stack-traces.ts";

/** A stack's configuration does not fit its layer's schema. Printed without a stack: the message is for the person at the terminal. */
export class ConfigError extends pulumi.RunError {}

/**
 * Reads and checks this stack's whole configuration. The only user of Pulumi's configuration.
 *
 * @param schema the layer's schema, from its config.ts
 * @returns the configuration with its defaults filled in; `environment` is the stack's name unless set
 * @throws ConfigError with every fault at once
 */
export function loadConfig<S extends z.ZodType<CommonConfig>>(schema: S): Settled<z.output<S>> {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const raw: Record<string, unknown> = {};
  const plainKeys: string[] = [];
  for (const [name, value] of Object.entries(pulumi.runtime.allConfig())) {
    const [namespace, key] = splitOnce(name, ":");
    if (namespace !== project || key === undefined) continue;
    raw[key] = parseValue(value);
    if (!isEncrypted(name)) plainKeys.push(key);
  }
  const result = checkConfig(schema, raw);
  const faults =
    "faults" in result
      ? result.faults
      : plainKeys
          .flatMap((key) => secretPaths((result.config as Record<string, unknown>)[key], key))
          .map((key) => ({
            key,
            message: `is a secret in plain text; set it with: pulumi config set --stack ${stack} --secret --path '${project}:${key}'`,
          }));
  if (faults.length > 0 || !("config" in result)) {
    throw new ConfigError(
      `the configuration of ${project}/${stack} is wrong (Pulumi.${stack}.yaml):\n` +
        faults.map(({ key, message }) => `  - ${project}:${key} ${message}`).join("\n"),
    );
  }
  return { ...result.config, environment: result.config.environment ?? stack };
}

/**
 * Refuses a configuration that asks for what the lower layers do not offer. Call it before the first resource is made.
 *
 * @param faults what does not fit, by configuration key; nothing happens where there is none
 * @throws ConfigError with every fault at once
 */
export function refuseMisfits(faults: readonly { key: string; message: string }[]): void {
  if (faults.length === 0) return;
  const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
  throw new ConfigError(
    `the configuration of ${project}/${stack} does not fit the layers below it:\n` +
      faults.map(({ key, message }) => `  - ${project}:${key} ${message}`).join("\n"),
  );
}

/** A secret configuration value as a secret Output. */
export function revealSecret(secret: SecretText): pulumi.Output<string> {
  return pulumi.secret(secret.expose());
}

/** Pulumi hands structured values over as JSON and everything else as text. */
function parseValue(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value === "true" ? true : value === "false" ? false : value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function secretPaths(value: unknown, path: string): string[] {
  if (value instanceof SecretText) return [path];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => secretPaths(part, `${path}.${key}`));
}

/** The SDK knows which keys were encrypted but leaves the question out of its typings. */
function isEncrypted(name: string): boolean {
  return (pulumi.runtime as unknown as { isConfigSecret(key: string): boolean }).isConfigSecret(name);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
