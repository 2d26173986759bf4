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

/** The rules of a web ACL, in the order in which they are tried. */
export function renderWebAclRules(config: WebAclConfig): Rule[] {
  const rules: Omit<Rule, "priority">[] = [
    renderRateRule(config),
    ...Object.keys(managedGroups).flatMap((group) => [
      renderGroup(group as keyof typeof managedGroups, config),
      ...(group === "AWSManagedRulesCommonRuleSet" ? renderLargeBodyRule(config) : []),
    ]),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority }));
}

function renderRateRule({ rateLimit, rateWindowSeconds, mode }: WebAclConfig): Omit<Rule, "priority"> {
  return {
    name: "rate",
    action: { [mode]: {} },
    statement: {
      rateBasedStatement: {
        limit: rateLimit,
        evaluationWindowSec: rateWindowSeconds,
        aggregateKeyType: "IP",
      },
    },
    visibilityConfig: visibility("rate"),
  };
}

function renderGroup(
  group: keyof typeof managedGroups,
  { mode, countedRules, largeBodyPaths }: WebAclConfig,
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
      },
    },
    visibilityConfig: visibility(group),
  };
}

/** AWS's size rule blocks every body over 8 KB, so it counts, and this rule blocks the ones on other paths. */
function renderLargeBodyRule({ mode, countedRules, largeBodyPaths }: WebAclConfig): Omit<Rule, "priority">[] {
  if (largeBodyPaths.length === 0 || countedRules.includes("SizeRestrictions_BODY")) return [];
  const exceptions = largeBodyPaths.map((path) => ({
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: "STARTS_WITH",
      searchString: path,
      textTransformations: [{ priority: 0, type: "NONE" }],
    },
  }));
  const [only] = exceptions;
  return [
    {
      name: "large-body",
      action: { [mode]: {} },
      statement: {
        andStatement: {
          statements: [
            { labelMatchStatement: { scope: "LABEL", key: largeBodyLabel } },
            // WAF takes no list of one.
            {
              notStatement: {
                statement:
                  exceptions.length === 1 && only !== undefined
                    ? only
                    : { orStatement: { statements: exceptions } },
              },
            },
          ],
        },
      },
      visibilityConfig: visibility("large-body"),
    },
  ];
}

/** Samples would show cookies and tokens, which the log leaves out. */
export function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
