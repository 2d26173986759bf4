import { z } from "zod";
import { managedRuleNames } from "./web-acl-rules.ts";

/** What every web ACL can be told, at the edge and in front of load balancers and APIs. */
export const webAclShape = {
  mode: z
    .enum(["count", "block"])
    .default("block")
    .describe("count: only log what would be blocked, to learn about a product that already has users"),
  rateLimit: z
    .int()
    .min(10)
    .max(2_000_000_000)
    .default(2000)
    .describe("Requests of one address in a window before it is blocked"),
  rateWindowSeconds: z
    .union([60, 120, 300, 600].map((window) => z.literal(window)))
    .default(300)
    .describe("Length of the window"),
  largeBodyPaths: z
    .array(z.string().startsWith("/"))
    .default(["/api/", "/webhooks/"])
    .describe("Beginnings of paths that take bodies over 8 KB; anywhere else those are blocked"),
  uninspectedPaths: z
    .array(z.string().startsWith("/"))
    .max(10)
    .default([])
    .describe(
      "Beginnings of paths whose requests prove themselves by a signature, such as webhooks: AWS's groups leave them alone, and only the rate counts",
    ),
  countedRules: z
    .array(z.enum(managedRuleNames))
    .default([])
    .describe("Rules of AWS's groups that only count, because they block the product's own requests"),
};

export type WebAclConfig = z.output<z.ZodObject<typeof webAclShape>>;
