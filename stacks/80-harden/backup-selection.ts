import type { OutputValues } from "../../shared/contract.ts";
import type { data } from "../../shared/contracts/data.ts";
import type { Scope } from "../../shared/naming.ts";
import type { BackupConfig } from "./config.ts";

type Data = Pick<OutputValues<typeof data>, "db" | "buckets">;

/** What is backed up by name, apart from what is found by its tags. */
export function selectByArn(
  { resources, arns }: Pick<BackupConfig, "resources" | "arns">,
  { db, buckets }: Data,
  { accountId, region }: Pick<Scope, "accountId" | "region">,
): string[] {
  const kind = db.engine === "aurora-postgresql" ? "cluster" : "db";
  return [
    ...(resources.includes("database")
      ? [`arn:aws:rds:${region}:${accountId}:${kind}:${db.identifier}`]
      : []),
    ...(resources.includes("buckets") ? Object.values(buckets).map(({ arn }) => arn) : []),
    ...arns,
  ];
}

/** AWS's own policies of the role, by what it must be able to read (https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html). */
export function backupPolicyArns({
  resources,
  arns,
  tags,
}: Pick<BackupConfig, "resources" | "arns" | "tags">): string[] {
  const holdsBuckets =
    resources.includes("buckets") || tags !== undefined || arns.some((arn) => arn.startsWith("arn:aws:s3:"));
  return [
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "service-role/AWSBackupServiceRolePolicyForRestores",
    ...(holdsBuckets
      ? ["AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore"]
      : []),
  ].map((name) => `arn:aws:iam::aws:policy/${name}`);
}
