import { z } from "zod";
import { logRetentionDays } from "./container-config.ts";

/** AWS's managed rule groups (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html). */
export const ruleGroups = {
  ipReputation: { name: "AWSManagedRulesAmazonIpReputationList", capacity: 25, readsBody: false },
  anonymousIp: { name: "AWSManagedRulesAnonymousIpList", capacity: 50, readsBody: false },
  knownBadInputs: { name: "AWSManagedRulesKnownBadInputsRuleSet", capacity: 200, readsBody: true },
  sqli: { name: "AWSManagedRulesSQLiRuleSet", capacity: 200, readsBody: true },
  common: { name: "AWSManagedRulesCommonRuleSet", capacity: 700, readsBody: true },
  adminPages: { name: "AWSManagedRulesAdminProtectionRuleSet", capacity: 100, readsBody: false },
  linux: { name: "AWSManagedRulesLinuxRuleSet", capacity: 200, readsBody: true },
  unix: { name: "AWSManagedRulesUnixRuleSet", capacity: 100, readsBody: true },
} as const;
export type RuleGroup = keyof typeof ruleGroups;

const ruleGroup = z.enum(Object.keys(ruleGroups) as [RuleGroup, ...RuleGroup[]]);
const paths = z
  .array(
    z
      .string()
      .regex(
        /^\/([A-Za-z0-9._-]+\/)*([A-Za-z0-9._-]+|\*)$/,
        'expected a path such as "/webhooks/stripe" or "/uploads/*"',
      ),
  )
  .max(10)
  .default([]);

/** What a web ACL looks for and what it does about it, regional or at the edge. */
export const webAclShape = {
  mode: z
    .enum(["count", "block"])
    .default("count")
    .describe("count: only report what would be blocked, as a new web ACL should at first"),
  groups: z
    .array(ruleGroup)
    .min(1)
    .refine((list) => new Set(list).size === list.length, "lists a group twice; remove one")
    .default(["ipReputation", "knownBadInputs", "sqli", "common"])
    .describe("Managed rule groups, in the order in which they look at a request"),
  onlyCount: z
    .array(ruleGroup)
    .default([])
    .describe("Groups that only report although mode is block, while they are new"),
  rateLimit: z
    .strictObject({
      requests: z.int().min(10).max(2_000_000_000).default(2000).describe("Requests from one address"),
      windowSeconds: z
        .union([60, 120, 300, 600].map((seconds) => z.literal(seconds)))
        .default(300)
        .describe("in this time"),
      address: z
        .enum(["connection", "forwarded"])
        .default("connection")
        .describe(
          "forwarded: the first address of X-Forwarded-For, for a target that only CloudFront reaches; anybody else can make it up",
        ),
    })
    .prefault({})
    .describe("Requests above this are blocked"),
  largeBodyPaths: paths.describe(
    "Uploads: their bodies may be larger than the 8 KB that the common group lets pass; everything else about them is inspected",
  ),
  uninspectedPaths: paths.describe(
    "Webhooks and sign-in callbacks that prove themselves by a signature: no group looks into them, only the rate limit counts",
  ),
  logRetentionDays: logRetentionDays.default(30).describe("Days to keep the log"),
  logRequests: z
    .enum(["matched", "all"])
    .default("matched")
    .describe("Log what matched a rule, or every request"),
};

export const webAclSettings = z.strictObject(webAclShape);
export type WebAclSettings = z.output<typeof webAclSettings>;
