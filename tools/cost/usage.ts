import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { checkConfig } from "../../shared/config-schema.ts";
import { UserError } from "../errors.ts";

const amount = z.number().min(0);

/** What an estimate takes for granted. All amounts are of one month and the whole environment. */
export const usageSchema = z.strictObject({
  zones: z.int().min(1).default(2).describe("Zones of what is in subnets that are not known yet"),
  spotPercent: z
    .number()
    .min(0)
    .max(100)
    .default(40)
    .describe("Part of the list price that Fargate Spot costs"),
  auroraAcu: amount
    .optional()
    .describe("Average capacity of each Aurora instance; its minimum when left out"),
  auroraGb: amount.default(10).describe("Data in each Aurora cluster"),
  auroraIoMillion: amount.default(0).describe("Million reads and writes of Aurora"),
  rdsBackupGb: amount.default(0).describe("Database backups beyond the size of the databases"),
  natGb: amount.default(0).describe("GB through NAT gateways"),
  endpointGb: amount.default(0).describe("GB through interface endpoints"),
  dataOutGb: amount.default(0).describe("GB to the internet, not through CloudFront"),
  cloudFrontGb: amount.default(0).describe("GB from CloudFront in North America and Europe"),
  albLcu: amount.default(0).describe("Capacity units that each load balancer uses on average"),
  wafMillionRequests: amount.default(0).describe("Million requests looked at by web ACLs"),
  httpApiMillionRequests: amount.default(0).describe("Million requests to HTTP APIs"),
  restApiMillionRequests: amount.default(0).describe("Million requests to REST APIs"),
  lambdaMillionRequests: amount.default(0).describe("Million invocations of all functions"),
  lambdaGbSeconds: amount.default(0).describe("GB-seconds of all functions, at the price for Arm"),
  appRunnerVcpuHours: amount.default(0).describe("vCPU-hours that App Runner works"),
  stepTransitions: amount.default(0).describe("State transitions of Step Functions"),
  sqsMillionRequests: amount.default(0).describe("Million requests to SQS"),
  s3Gb: amount.default(0).describe("GB in all buckets"),
  ecrGb: amount.default(0).describe("GB of images"),
  logGb: amount.default(0).describe("GB of logs written"),
  cognitoUsers: amount.default(0).describe("Active users of Cognito, beyond those that are free"),
  textractPages: amount.default(0).describe("Pages read by Textract"),
  comprehendUnits: amount.default(0).describe("Units of 100 characters searched by Comprehend"),
  configChanges: amount.default(0).describe("Changes recorded by AWS Config"),
});

export type Usage = z.infer<typeof usageSchema>;

/** Nothing used and nothing assumed beyond what the schema says. */
export const defaultUsage: Usage = usageSchema.parse({});

/**
 * Reads a usage file, YAML with the keys of the schema.
 *
 * @throws UserError with every fault of the file
 */
export async function readUsage(file: string): Promise<Usage> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new UserError(`usage file "${file}" cannot be read`, { remedy: "name a file that exists" });
  }
  const checked = checkConfig(usageSchema, (parse(text) as Record<string, unknown> | null) ?? {});
  if ("faults" in checked) {
    throw new UserError(
      [
        `usage file "${file}" is wrong:`,
        ...checked.faults.map(({ key, message }) => `  - ${key} ${message}`),
      ].join("\n"),
      { remedy: "correct these keys; docs/cost.md lists them" },
    );
  }
  return checked.config;
}
