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
    alertTopicArn: arn("sns").describe("Where alarms go; more than emails can subscribe"),
    edgeAlertTopicArn: arn("sns")
      .regex(/^arn:aws:sns:us-east-1:/, "expected a topic in us-east-1")
      .optional()
      .describe("Where alarms of us-east-1 go: CloudFront's, its web ACL's and its certificate's"),
    dashboardUrl: z
      .string()
      .regex(/^https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\//, "expected a page of the AWS console")
      .describe("The environment's dashboard"),
    alarmNames: z
      .array(z.string().regex(/^.{1,255}$/, "expected a name of 1 to 255 characters"))
      .refine((names) => new Set(names).size === names.length, "expected each name once")
      .describe("All alarms, composite ones included"),
  },
});
