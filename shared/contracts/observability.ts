import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { auth } from "./auth.ts";
import { cdn } from "./cdn.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { docpipeline } from "./docpipeline.ts";
import { harden } from "./harden.ts";
import { network } from "./network.ts";
import { queues } from "./queues.ts";
import { arn } from "./values.ts";

/** What 95-observability promises to the layers above it. */
export const observability = defineContract({
  layer: "95-observability",
  reads: [account, network, data, compute],
  optionalReads: [auth, queues, docpipeline, harden, cdn],
  outputs: {
    alertTopicArn: arn("sns").describe("Where alarms go"),
    edgeAlertTopicArn: arn("sns").optional().describe("Where alarms of us-east-1 go"),
    dashboardUrl: z.url().describe("The environment's dashboard"),
    alarmNames: z.array(z.string()).describe("All alarms"),
  },
});
