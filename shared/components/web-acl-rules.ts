import type * as aws from "@pulumi/aws";
import type { WebAclConfig } from "./web-acl-config.ts";

type Rule = aws.types.input.wafv2.WebAclRule;

/** AWS's rules by group (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html). */
const managedGroups = {
  AWSManagedRulesAmazonIpReputationList: [
    "AWSManagedIPReputationList",
    "AWSManagedReconnaissanceList",
    "AWSManagedIPDDoSList",
  ],
  AWSManagedRulesCommonRuleSet: [
    "NoUserAgent_HEADER",
    "UserAgent_BadBots_HEADER",
    "SizeRestrictions_QUERYSTRING",
    "SizeRestrictions_Cookie_HEADER",
    "SizeRestrictions_BODY",
    "SizeRestrictions_URIPATH",
    "EC2MetaDataSSRF_BODY",
    "EC2MetaDataSSRF_COOKIE",
    "EC2MetaDataSSRF_URIPATH",
    "EC2MetaDataSSRF_QUERYARGUMENTS",
    "GenericLFI_QUERYARGUMENTS",
    "GenericLFI_URIPATH",
    "GenericLFI_BODY",
    "RestrictedExtensions_URIPATH",
    "RestrictedExtensions_QUERYARGUMENTS",
    "GenericRFI_QUERYARGUMENTS",
    "GenericRFI_BODY",
    "GenericRFI_URIPATH",
    "CrossSiteScripting_COOKIE",
    "CrossSiteScripting_QUERYARGUMENTS",
    "CrossSiteScripting_BODY",
    "CrossSiteScripting_URIPATH",
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    "JavaDeserializationRCE_HEADER",
    "JavaDeserializationRCE_BODY",
    "JavaDeserializationRCE_URIPATH",
    "JavaDeserializationRCE_QUERYSTRING",
    "Host_localhost_HEADER",
    "PROPFIND_METHOD",
    "ExploitablePaths_URIPATH",
    "Log4JRCE_HEADER",
    "Log4JRCE_QUERYSTRING",
    "Log4JRCE_BODY",
    "Log4JRCE_URIPATH",
  ],
  AWSManagedRulesSQLiRuleSet: [
    "SQLi_QUERYARGUMENTS",
    "SQLiExtendedPatterns_QUERYARGUMENTS",
    "SQLi_BODY",
    "SQLiExtendedPatterns_BODY",
    "SQLi_COOKIE",
  ],
} as const;

export const managedRuleNames = Object.values(managedGroups).flat();

/** What the size rule leaves on a request that it only counted. */
const largeBodyLabel = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

/**
 * The rules of a web ACL, in the order in which they are tried.
 *
 * @param caller whose requests the rate counts: the other end of the connection, or the first address of
 *   X-Forwarded-For where only CloudFront connects; anybody else can make that header up
 */
export function renderWebAclRules(
  config: WebAclConfig,
  caller: "connection" | "forwarded" = "connection",
): Rule[] {
  const rules: Omit<Rule, "priority">[] = [
    renderRateRule(config, caller),
    ...Object.keys(managedGroups).flatMap((group) => [
      renderGroup(group as keyof typeof managedGroups, config),
      ...(group === "AWSManagedRulesCommonRuleSet" ? renderLargeBodyRule(config) : []),
    ]),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority }));
}

function renderRateRule(
  { rateLimit, rateWindowSeconds, mode }: WebAclConfig,
  caller: "connection" | "forwarded",
): Omit<Rule, "priority"> {
  return {
    name: "rate",
    action: { [mode]: {} },
    statement: {
      rateBasedStatement: {
        limit: rateLimit,
        evaluationWindowSec: rateWindowSeconds,
        ...(caller === "connection"
          ? { aggregateKeyType: "IP" }
          : {
              aggregateKeyType: "FORWARDED_IP",
              forwardedIpConfig: { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH" },
            }),
      },
    },
    visibilityConfig: visibility("rate"),
  };
}

function renderGroup(
  group: keyof typeof managedGroups,
  { mode, countedRules, largeBodyPaths, uninspectedPaths }: WebAclConfig,
): Omit<Rule, "priority"> {
  const counted = managedGroups[group].filter(
    (name) => countedRules.includes(name) || (name === "SizeRestrictions_BODY" && largeBodyPaths.length > 0),
  );
  return {
    name: group,
    overrideAction: mode === "count" ? { count: {} } : { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: group,
        ...(counted.length > 0 && {
          ruleActionOverrides: counted.map((name) => ({ name, actionToUse: { count: {} } })),
        }),
        ...(uninspectedPaths.length > 0 && {
          scopeDownStatement: { notStatement: { statement: renderPaths(uninspectedPaths) } },
        }),
      },
    },
    visibilityConfig: visibility(group),
  };
}

/** AWS's size rule blocks every body over 8 KB, so it counts, and this rule blocks the ones on other paths. */
function renderLargeBodyRule({ mode, countedRules, largeBodyPaths }: WebAclConfig): Omit<Rule, "priority">[] {
  if (largeBodyPaths.length === 0 || countedRules.includes("SizeRestrictions_BODY")) return [];
  return [
    {
      name: "large-body",
      action: { [mode]: {} },
      statement: {
        andStatement: {
          statements: [
            { labelMatchStatement: { scope: "LABEL", key: largeBodyLabel } },
            { notStatement: { statement: renderPaths(largeBodyPaths) } },
          ],
        },
      },
      visibilityConfig: visibility("large-body"),
    },
  ];
}

/** A path is resolved before it is compared, or "/webhooks/../admin" would pass as a webhook. */
function renderPaths(beginnings: readonly string[]) {
  const matches = beginnings.map((path) => ({
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: "STARTS_WITH",
      searchString: path,
      textTransformations: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
      ],
    },
  }));
  const [only] = matches;
  // WAF takes no list of one.
  return matches.length === 1 && only !== undefined ? only : { orStatement: { statements: matches } };
}

/** Samples would show cookies and tokens, which the log leaves out. */
export function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
