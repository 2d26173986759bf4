import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { network } from "./network.ts";
import { arn } from "./values.ts";

/** What 60-queues promises to the layers above it. */
export const queues = defineContract({
  layer: "60-queues",
  reads: [account, network, data, compute],
  outputs: {
    queues: z
      .record(
        z.string(),
        z.strictObject({
          name: z.string(),
          url: z.url(),
          arn: arn("sqs"),
          deadLetterName: z.string().optional(),
          deadLetterArn: arn("sqs").optional(),
        }),
      )
      .describe("Queues by name"),
    workerServices: z
      .record(z.string(), z.strictObject({ name: z.string(), logGroupName: z.string() }))
      .describe("Worker services by name"),
  },
});
