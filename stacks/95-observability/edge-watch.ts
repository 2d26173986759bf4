import type { OutputValues } from "../../shared/contract.ts";
import type { cdn } from "../../shared/contracts/cdn.ts";
import { metric, percentOf, signalOf, type AlarmWish, type Place, type Text, type Watch } from "./signal.ts";
import { edgeRegion } from "./alarm-plan.ts";
import { mapText } from "./text.ts";

export interface NetworkSeen {
  regionalCertificateArn: Text | undefined;
  edgeCertificateArn: Text | undefined;
}

/** What to watch of the certificates; CloudFront's is in us-east-1, where one certificate serves both. */
export function watchCertificates(
  { regionalCertificateArn, edgeCertificateArn }: NetworkSeen,
  region: string,
): Watch {
  const isShared = region === edgeRegion && regionalCertificateArn !== undefined;
  const certificate = (place: Place, CertificateArn: Text | undefined): AlarmWish[] =>
    CertificateArn === undefined
      ? []
      : [
          {
            layer: "10-network",
            kind: "certificateDaysLeft",
            subject: place === "edge" ? "edge-certificate" : "certificate",
            place,
            signal: signalOf<Text>("AWS/CertificateManager", "DaysToExpiry", { CertificateArn }, "Minimum"),
          },
        ];
  const alarms = [
    ...certificate("home", regionalCertificateArn),
    ...certificate("edge", isShared ? undefined : edgeCertificateArn),
  ];
  return { alarms, charts: [] };
}

export interface HardenSeen {
  webAclName: Text | undefined;
  backupVaultArn: Text | undefined;
}

/** What to watch of the regional web ACL and the backups. */
export function watchHarden({ webAclName, backupVaultArn }: HardenSeen, region: string): Watch {
  const here = { layer: "80-harden", place: "home" } as const;
  const jobs = (BackupVaultName: Text) =>
    signalOf<Text>("AWS/Backup", "NumberOfBackupJobsFailed", { BackupVaultName }, "Sum");
  return {
    alarms: [
      ...(webAclName === undefined
        ? []
        : [
            {
              ...here,
              kind: "blockedRequests" as const,
              subject: "waf",
              signal: signalOf<Text>(
                "AWS/WAFV2",
                "BlockedRequests",
                { WebACL: webAclName, Region: region, Rule: "ALL" },
                "Sum",
              ),
            },
          ]),
      ...(backupVaultArn === undefined
        ? []
        : [
            {
              ...here,
              kind: "failedBackups" as const,
              subject: "backups",
              signal: jobs(mapText(backupVaultArn, (arn) => arn.slice(arn.lastIndexOf(":") + 1))),
            },
          ]),
    ],
    charts: [],
  };
}

export interface CdnSeen {
  mode: OutputValues<typeof cdn>["mode"] | undefined;
  distributionId: Text | undefined;
  amplifyAppId: Text | undefined;
  edgeWebAclName: Text | undefined;
}

/** What to watch of what serves the web app. CloudFront's metrics and those of its web ACL are in us-east-1 alone. */
export function watchCdn(seen: CdnSeen): Watch {
  const watches = [watchDistribution(seen), watchAmplify(seen), watchEdgeWaf(seen)];
  return {
    alarms: watches.flatMap(({ alarms }) => alarms),
    charts: watches.flatMap(({ charts }) => charts),
  };
}

const cdnLayer = "90-cdn";

function watchDistribution({ distributionId }: CdnSeen): Watch {
  if (distributionId === undefined) return { alarms: [], charts: [] };
  const here = { layer: cdnLayer, place: "edge" } as const;
  const ofDistribution = (name: string, stat: string) =>
    signalOf<Text>("AWS/CloudFront", name, { DistributionId: distributionId, Region: "Global" }, stat);
  return {
    alarms: [
      {
        ...here,
        kind: "cdnServerErrorPercent",
        subject: "cdn",
        signal: ofDistribution("5xxErrorRate", "Average"),
      },
      {
        ...here,
        kind: "cdnClientErrorPercent",
        subject: "cdn",
        signal: ofDistribution("4xxErrorRate", "Average"),
      },
    ],
    charts: [
      {
        ...here,
        title: "Edge: requests",
        series: [{ label: "requests", signal: ofDistribution("Requests", "Sum") }],
      },
    ],
  };
}

function watchAmplify({ mode, amplifyAppId }: CdnSeen): Watch {
  if (mode !== "amplify" || amplifyAppId === undefined) return { alarms: [], charts: [] };
  const here = { layer: cdnLayer, place: "home", subject: "web" } as const;
  const count = (name: string) => metric<Text>("AWS/AmplifyHosting", name, { App: amplifyAppId }, "Sum");
  return {
    alarms: [
      { ...here, kind: "cdnServerErrorPercent", signal: percentOf([count("5xxErrors")], count("Requests")) },
      { ...here, kind: "cdnClientErrorPercent", signal: percentOf([count("4xxErrors")], count("Requests")) },
    ],
    charts: [],
  };
}

function watchEdgeWaf({ edgeWebAclName }: CdnSeen): Watch {
  if (edgeWebAclName === undefined) return { alarms: [], charts: [] };
  const dimensions = { WebACL: edgeWebAclName, Rule: "ALL" };
  const signal = signalOf<Text>("AWS/WAFV2", "BlockedRequests", dimensions, "Sum");
  return {
    alarms: [{ layer: cdnLayer, place: "edge", kind: "blockedRequests", subject: "edge-waf", signal }],
    charts: [],
  };
}
