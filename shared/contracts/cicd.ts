import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { cdn } from "./cdn.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { arn } from "./values.ts";

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
        infraUp: arn("iam").optional(),
      })
      .describe("Roles that GitHub Actions assumes, by purpose"),
  },
});
