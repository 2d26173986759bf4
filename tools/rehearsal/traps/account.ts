import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "00-account 1",
    what: "CloudTrail tests its bucket's and key's policy when the trail is made; five trails a region",
    rules: [
      "trail-bucket-lets-in",
      "key-open-to-cloudtrail",
      "trail-quota",
      "trail-name-form",
      "trail-all-regions",
    ],
  },
  {
    id: "00-account 1",
    what: "load balancers write logs only to buckets with SSE-S3",
    rules: ["load-balancer-logs"],
  },
  {
    id: "00-account 2",
    what: "a budget's amount is text, and its name is taken",
    rules: ["budget-amount", "budget-name-taken"],
  },
  {
    id: "00-account 2",
    what: "a budget filters by names of its own and by tags as user:<key>$<value>, and counts nothing else",
    rules: ["budget-filter-names", "budget-filter-tags"],
  },
  {
    id: "00-account 2",
    what: "a notice of a budget goes to ten addresses and one topic at most, whose policy and key must let budgets in",
    rules: ["budget-topic-hears", "budget-notification-form", "budget-notification-limits"],
  },
  {
    id: "00-account 2",
    what: "a cost allocation tag can be activated only by the payer and only once AWS has seen it",
    undecided:
      "who pays and what the bill has shown is known to AWS only; the setting is off until asked for",
  },
  {
    id: "00-account 3",
    what: "one anomaly monitor by service an account, and one of one's own needs a specification",
    rules: ["anomaly-monitor-quota", "anomaly-monitor-form"],
  },
  {
    id: "00-account 3",
    what: "immediate notices of anomalies go to topics only, which must let them in, and all of them need a threshold",
    rules: [
      "anomaly-notice-by-frequency",
      "anomaly-topic-hears",
      "anomaly-threshold-given",
      "anomaly-monitor-exists",
    ],
  },
  {
    id: "00-account 4",
    what: "one OIDC provider for each URL; a trust of GitHub without a subject is refused",
    rules: ["identity-provider-taken", "github-trust-names-subject"],
  },
  {
    id: "00-account 5",
    what: "GuardDuty, Security Hub and Config fail where they are on already",
    rules: [
      "guardduty-one-detector",
      "security-hub-once",
      "config-one-recorder",
      "standard-needs-security-hub",
    ],
    elsewhere: { file: "stacks/00-account/detection.ts", how: "each can be created, adopted or skipped" },
  },
  {
    id: "00-account 5",
    what: "Security Hub finds nothing without a recorder of AWS Config",
    elsewhere: { file: "stacks/00-account/config.ts", how: "refuses the one without the other" },
  },
  {
    id: "00-account 6",
    what: "root's second factor, access to bills, mail confirmations and forms cannot be made by a program",
    undecided: "people do these by hand; gates ask AWS for root's second factor and for confirmed addresses",
  },
  {
    id: "00-account 7",
    what: "destroying one copy of an account-wide setting opens the account",
    elsewhere: { file: "stacks/00-account/hardening.ts", how: "such settings are kept when the stack goes" },
  },
];
