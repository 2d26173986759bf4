import { allow, type Statement } from "../../shared/policy-document.ts";
import type { OutputValues } from "../../shared/contract.ts";
import type { cdn } from "../../shared/contracts/cdn.ts";

/** Where the web app goes. */
export type Site = Pick<OutputValues<typeof cdn>, (typeof siteKeys)[number]>;
export const siteKeys = [
  "amplifyAppId",
  "amplifyBranch",
  "distributionArn",
  "distributionId",
  "mode",
  "siteBucketArn",
  "siteBucketName",
  "webUrl",
] as const;

/** What delivering the web app takes: its settings, its files, and nothing of the distribution but its cache. */
export function frontendStatements(
  site: Pick<Site, "amplifyAppId" | "amplifyBranch" | "distributionArn" | "siteBucketArn">,
  place: { region: string; accountId: string },
  parameterArns: string[],
): Statement[] {
  const { siteBucketArn, distributionArn, amplifyAppId, amplifyBranch } = site;
  return [
    allow(
      "ReadBuildSettings",
      ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      parameterArns,
    ),
    ...(siteBucketArn === undefined
      ? []
      : [
          allow("ListFiles", ["s3:GetBucketLocation", "s3:ListBucket"], siteBucketArn),
          allow("SyncFiles", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], `${siteBucketArn}/*`),
        ]),
    ...(distributionArn === undefined
      ? []
      : [
          allow(
            "EmptyCache",
            ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
            distributionArn,
          ),
        ]),
    ...(amplifyAppId === undefined || amplifyBranch === undefined
      ? []
      : [
          allow(
            "StartAmplifyJobs",
            ["amplify:CreateDeployment", "amplify:GetJob", "amplify:StartDeployment", "amplify:StartJob"],
            amplifyArns(place, amplifyAppId, amplifyBranch),
          ),
        ]),
  ];
}

/** Amplify writes a branch's slashes encoded in its ARN. */
function amplifyArns(
  { region, accountId }: { region: string; accountId: string },
  app: string,
  branch: string,
): string[] {
  const arn = `arn:aws:amplify:${region}:${accountId}:apps/${app}/branches/${encodeURIComponent(branch)}`;
  return [arn, `${arn}/jobs/*`, `${arn}/deployments/*`];
}
