import { statement, type ResourceCases } from "./case.ts";

/** Rules about sign-in, APIs, queues, topics, web ACLs and CloudFront. */
export const edge: ResourceCases = {
  "cognito-deletion-protection": {
    keeps: { deletionProtection: "ACTIVE" },
    breaks: { deletionProtection: "INACTIVE" },
    says: 'deletionProtection is wrong, expected "ACTIVE", got "INACTIVE"',
  },
  "cognito-password": {
    keeps: {
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercase: true,
      },
    },
    breaks: { passwordPolicy: { minimumLength: 6 } },
    says: "passwordPolicy.minimumLength is wrong, expected at least 8, got 6",
  },
  "cognito-mfa": {
    keeps: { mfaConfiguration: "OPTIONAL" },
    breaks: { mfaConfiguration: "OFF" },
    says: 'mfaConfiguration is wrong, expected one of "ON", "OPTIONAL", got "OFF"',
  },
  "cognito-threat-protection": {
    keeps: { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } },
    breaks: { userPoolAddOns: { advancedSecurityMode: "AUDIT" } },
    says: 'userPoolAddOns.advancedSecurityMode is wrong, expected "ENFORCED", got "AUDIT"',
  },
  "cognito-client-silent": {
    keeps: { preventUserExistenceErrors: "ENABLED" },
    breaks: { preventUserExistenceErrors: "LEGACY" },
    says: 'preventUserExistenceErrors is wrong, expected "ENABLED", got "LEGACY"',
  },
  "cognito-client-revocable": {
    keeps: { enableTokenRevocation: true },
    breaks: { enableTokenRevocation: false },
    says: "enableTokenRevocation is wrong, expected anything but false, got false",
  },
  "cognito-client-code-flow": {
    keeps: { allowedOauthFlows: ["code"] },
    breaks: { allowedOauthFlows: ["implicit"] },
    says: 'allowedOauthFlows is wrong, expected no flow "implicit", got ["implicit"]',
  },
  "http-api-logs": {
    keeps: { accessLogSettings: { destinationArn: "arn:aws:logs:us-east-1:111111111111:log-group:/app" } },
    breaks: { accessLogSettings: undefined },
    says: "accessLogSettings.destinationArn is wrong, expected a log group, got nothing",
  },
  "http-api-throttled": {
    keeps: { defaultRouteSettings: { throttlingBurstLimit: 50, throttlingRateLimit: 100 } },
    breaks: { defaultRouteSettings: { throttlingRateLimit: 100 } },
    says: "defaultRouteSettings.throttlingBurstLimit is wrong, expected at least 1, got nothing",
  },
  "http-api-authorized": {
    keeps: { authorizationType: "JWT" },
    breaks: { authorizationType: "NONE" },
    says: 'authorizationType is wrong, expected one of "JWT", "AWS_IAM", "CUSTOM", got "NONE"',
  },
  "http-api-cors": {
    keeps: { corsConfiguration: { allowOrigins: ["https://app.example.com"] } },
    breaks: { corsConfiguration: { allowOrigins: ["*"] } },
    says: "any site may call the API from a browser, expected the product's own origins, got a wildcard",
  },
  "rest-api-logs": {
    keeps: { accessLogSettings: { destinationArn: "arn:aws:logs:us-east-1:111111111111:log-group:/app" } },
    breaks: { accessLogSettings: undefined },
    says: "accessLogSettings.destinationArn is wrong, expected a log group, got nothing",
  },
  "rest-api-tracing": {
    keeps: { xrayTracingEnabled: true },
    breaks: { xrayTracingEnabled: false },
    says: "xrayTracingEnabled is wrong, expected true, got false",
  },
  "rest-api-no-bodies-in-logs": {
    keeps: { settings: {} },
    breaks: { settings: { dataTraceEnabled: true } },
    says: "settings.dataTraceEnabled is wrong, expected anything but true, got true",
  },
  "api-domain-tls": {
    keeps: { domainNameConfiguration: { securityPolicy: "TLS_1_2" } },
    breaks: { domainNameConfiguration: { securityPolicy: "TLS_1_0" } },
    says: 'domainNameConfiguration.securityPolicy is wrong, expected "TLS_1_2", got "TLS_1_0"',
  },
  "sns-own-key": {
    keeps: { kmsMasterKeyId: "arn:aws:kms:us-east-1:111111111111:key/1" },
    breaks: { kmsMasterKeyId: "alias/aws/sns" },
    says: 'kmsMasterKeyId is wrong, expected a key of the account, got "alias/aws/sns"',
  },
  "sns-policy-not-public": {
    keeps: {
      policy: statement({
        Effect: "Allow",
        Principal: { Service: "budgets.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "*",
      }),
    },
    breaks: { policy: statement({ Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: "*" }) },
    says: 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"',
  },
  "sqs-encrypted": {
    keeps: { sqsManagedSseEnabled: true },
    breaks: { sqsManagedSseEnabled: false },
    says: "sqsManagedSseEnabled is wrong, expected true, got false",
  },
  "sqs-policy-not-public": {
    keeps: {
      policy: statement({
        Effect: "Allow",
        Principal: "*",
        Action: "sqs:SendMessage",
        Resource: "*",
        Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:us-east-1:111111111111:rule/a" } },
      }),
    },
    breaks: {
      policy: statement({ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }),
    },
    says: 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"',
  },
  "sqs-policy-actions": {
    keeps: {
      policy: statement({
        Effect: "Allow",
        Principal: { AWS: "111111111111" },
        Action: "sqs:SendMessage",
        Resource: "*",
      }),
    },
    breaks: {
      policy: statement({
        Effect: "Allow",
        Principal: { AWS: "111111111111" },
        Action: "sqs:*",
        Resource: "*",
      }),
    },
    says: 'the policy allows every action, expected those that senders need, got "sqs:*"',
  },
  "waf-has-rules": {
    keeps: { rules: [{ name: "rate" }] },
    breaks: { rules: [] },
    says: "rules is wrong, expected one rule or more, got []",
  },
  "waf-metrics": {
    keeps: { visibilityConfig: { cloudwatchMetricsEnabled: true } },
    breaks: { visibilityConfig: { cloudwatchMetricsEnabled: false } },
    says: "visibilityConfig.cloudwatchMetricsEnabled is wrong, expected true, got false",
  },
  "waf-known-bad-inputs": {
    keeps: {
      rules: [{ statement: { managedRuleGroupStatement: { name: "AWSManagedRulesKnownBadInputsRuleSet" } } }],
    },
    breaks: {
      rules: [{ statement: { managedRuleGroupStatement: { name: "AWSManagedRulesCommonRuleSet" } } }],
    },
    says: "known bad inputs pass, expected the rule group AWSManagedRulesKnownBadInputsRuleSet, got none",
  },
  "waf-logs-redacted": {
    keeps: {
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
    },
    breaks: { redactedFields: [] },
    says: "redactedFields is wrong, expected the headers authorization and cookie, got []",
  },
  "cdn-https": {
    keeps: { defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" } },
    breaks: { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } },
    says: 'defaultCacheBehavior.viewerProtocolPolicy is wrong, expected one of "redirect-to-https", "https-only", got "allow-all"',
  },
  "cdn-tls-version": {
    keeps: { viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2021" } },
    breaks: { viewerCertificate: { cloudfrontDefaultCertificate: true } },
    says: 'viewerCertificate.minimumProtocolVersion is wrong, expected "TLSv1.2_2021" or newer, got nothing',
  },
  "cdn-web-acl": {
    keeps: { webAclId: "arn:aws:wafv2:us-east-1:111111111111:global/webacl/edge/1" },
    breaks: { webAclId: undefined },
    says: "webAclId is wrong, expected a web ACL, got nothing",
  },
  "cdn-origins-https": {
    keeps: {
      origins: [
        { customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] } },
      ],
    },
    breaks: {
      origins: [
        { customOriginConfig: { originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1.2"] } },
      ],
    },
    says: 'customOriginConfig.originProtocolPolicy is wrong, expected one of "https-only", "match-viewer", got "http-only"',
  },
  "cdn-default-root": {
    keeps: {
      origins: [{ originId: "site" }],
      defaultCacheBehavior: { targetOriginId: "site" },
      defaultRootObject: "index.html",
    },
    breaks: {
      origins: [{ originId: "site" }],
      defaultCacheBehavior: { targetOriginId: "site" },
      defaultRootObject: undefined,
    },
    says: "defaultRootObject is wrong, expected a page, got nothing",
  },
  "cdn-signs-requests": {
    keeps: { origins: [{ originId: "site", originAccessControlId: "E1" }] },
    breaks: { origins: [{ originId: "site" }] },
    says: "originAccessControlId is wrong, expected an origin access control, got nothing",
  },
  "cdn-hsts": {
    keeps: { securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 63072000 } } },
    breaks: { securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 300 } } },
    says: "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec is wrong, expected at least 15768000, got 300",
  },
  "alarm-enabled": {
    keeps: {},
    breaks: { actionsEnabled: false },
    says: "actionsEnabled is wrong, expected anything but false, got false",
  },
};
