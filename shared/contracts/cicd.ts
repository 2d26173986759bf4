import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { cdn } from "./cdn.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { arn } from "./values.ts";

const parameterName = z.string().regex(/^\/.+[^/]$/, 'expected a name such as "/shop/dev/delivery/backend"');

/** What 99-cicd promises. */
export const cicd = defineContract({
  layer: "99-cicd",
  reads: [account, compute],
  optionalReads: [data, cdn],
  outputs: {
    roleArns: z
      .strictObject({
        backend: arn("iam").optional(),
        frontend: arn("iam").optional(),
        infraPreview: arn("iam").optional(),
        drift: arn("iam").optional(),
        infraUp: arn("iam").optional(),
      })
      .describe("Roles that GitHub Actions assumes, by purpose"),
    settings: z
      .strictObject({ backend: parameterName.optional(), frontend: parameterName.optional() })
      .describe("SSM parameters in which deliveries find, as JSON, where they deliver to"),
  },
});
