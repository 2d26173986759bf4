import type * as aws from "@pulumi/aws";
import { ruleGroups, type RuleGroup, type WebAclSettings } from "./web-acl-config.ts";

type Rule = aws.types.input.wafv2.WebAclRule;
/** Plain data, so that rules can be compared and counted. */
export type PlainRule = Rule & { name: string; priority: number };

/** The longest body that the common group lets pass is fixed, so its rule only labels and ours decides by path. */
const bodyRule = "SizeRestrictions_BODY";
const bodyLabel = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

/** The rules of a web ACL, in the order in which they look at a request. */
export function planRules(settings: WebAclSettings): readonly PlainRule[] {
  const rules = [
    rateRule(settings),
    ...settings.groups.map((group) => groupRule(group, settings)),
    ...(settings.groups.includes("common") ? [largeBodyRule(settings)] : []),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority }));
}

type Unordered = Omit<PlainRule, "priority">;

function rateRule({ mode, rateLimit }: WebAclSettings): Unordered {
  return {
    name: "rate-limit",
    action: mode === "block" ? { block: {} } : { count: {} },
    statement: {
      rateBasedStatement: {
        limit: rateLimit.requests,
        evaluationWindowSec: rateLimit.windowSeconds,
        ...(rateLimit.address === "connection"
          ? { aggregateKeyType: "IP" }
          : {
              aggregateKeyType: "FORWARDED_IP",
              forwardedIpConfig: { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH" },
            }),
      },
    },
    visibilityConfig: visibility("rate-limit"),
  };
}

function groupRule(group: RuleGroup, { mode, onlyCount, uninspectedPaths }: WebAclSettings): Unordered {
  const { name, readsBody } = ruleGroups[group];
  const blocks = mode === "block" && !onlyCount.includes(group);
  return {
    name: group,
    overrideAction: blocks ? { none: {} } : { count: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ...(group === "common" && {
          ruleActionOverrides: [{ name: bodyRule, actionToUse: { count: {} } }],
        }),
        ...(readsBody &&
          uninspectedPaths.length > 0 && {
            scopeDownStatement: { notStatement: { statements: [pathStatement(uninspectedPaths)] } },
          }),
      },
    },
    visibilityConfig: visibility(group),
  };
}

function largeBodyRule({ mode, onlyCount, largeBodyPaths }: WebAclSettings): Unordered {
  const blocks = mode === "block" && !onlyCount.includes("common");
  const isLarge = { labelMatchStatement: { scope: "LABEL", key: bodyLabel } };
  return {
    name: "large-body",
    action: blocks ? { block: {} } : { count: {} },
    statement:
      largeBodyPaths.length === 0
        ? isLarge
        : {
            andStatement: {
              statements: [isLarge, { notStatement: { statements: [pathStatement(largeBodyPaths)] } }],
            },
          },
    visibilityConfig: visibility("large-body"),
  };
}

/** "/webhooks/*" also matches "/webhooks"; a path is resolved first, or "/webhooks/../admin" would pass as one. */
function pathStatement(paths: readonly string[]) {
  return {
    regexMatchStatement: {
      regexString: pathExpression(paths),
      fieldToMatch: { uriPath: {} },
      textTransformations: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
      ],
    },
  };
}

export function pathExpression(paths: readonly string[]): string {
  const parts = paths.map((path) => path.replaceAll(".", "\\.").replace(/\/\*$/, "(/.*)?"));
  return `^(${parts.join("|")})$`;
}

/** What the rules use of a web ACL's capacity; above 1500 it costs extra, above 5000 it is refused. */
export function capacityOf({ groups, largeBodyPaths, uninspectedPaths }: WebAclSettings): number {
  const pathMatch = 23;
  const ofGroups = groups.map(
    (group) =>
      ruleGroups[group].capacity +
      (ruleGroups[group].readsBody && uninspectedPaths.length > 0 ? pathMatch : 0),
  );
  const ofBodies = groups.includes("common") ? 1 + (largeBodyPaths.length > 0 ? pathMatch : 0) : 0;
  return 2 + ofBodies + ofGroups.reduce((sum, capacity) => sum + capacity, 0);
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
