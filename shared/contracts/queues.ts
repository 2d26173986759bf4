import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { network } from "./network.ts";
import { arn } from "./values.ts";

const queueName = z
  .string()
  .regex(/^(?=.{1,80}$)[A-Za-z0-9_-]+(\.fifo)?$/, 'expected a queue\'s name in AWS such as "shop-dev-app"');

/** What 60-queues promises to the layers above it. */
export const queues = defineContract({
  layer: "60-queues",
  reads: [account, network, data, compute],
  outputs: {
    queues: z
      .record(
        z.string(),
        z.strictObject({
          name: queueName.describe("Name in AWS, which is the dimension of its metrics"),
          url: z.url(),
          arn: arn("sqs"),
          deadLetterName: queueName.optional(),
          deadLetterArn: arn("sqs").optional(),
          kmsKeyArn: arn("kms")
            .optional()
            .describe("Customer key of the messages, which whoever sends or receives must be allowed to use"),
        }),
      )
      .describe("Queues by name"),
    workerServices: z
      .record(
        z.string(),
        z.strictObject({
          name: z.string().min(1).describe("Name of the ECS service"),
          minTasks: z
            .int()
            .min(0)
            .optional()
            .describe(
              "Fewest tasks that should run; 0 before the first image and for a worker that may sleep",
            ),
          logGroupName: z.string().min(1),
        }),
      )
      .describe("Worker services by name"),
  },
});
