import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { data } from "../../shared/contracts/data.ts";
import { administeredByAccount, policyDocument, serviceTrust } from "../../shared/policy-document.ts";
import { resourceName, type Scope } from "../../shared/naming.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { backupPolicyArns, selectByArn } from "./backup-selection.ts";
import type { BackupConfig } from "./config.ts";

export interface BackupsArgs {
  scope: Scope;
  backup: BackupConfig;
  data: Upstream<typeof data>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
}

/** A plan that backs up into a vault and, where asked for, copies each backup to a vault in another region. */
export class Backups extends pulumi.ComponentResource {
  readonly vaultArn: pulumi.Output<string>;
  readonly copyVaultArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: BackupsArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:80-harden:Backups", name, {}, opts);
    const { backup, scope } = args;
    const options = { parent: this };

    const vault = createVault("backups", scope.region);
    const copies = backup.copyRegion === undefined ? undefined : createVault("copies", backup.copyRegion);
    const plan = createPlan();
    const role = createRole();
    createSelections();

    this.vaultArn = vault.arn;
    this.copyVaultArn = copies?.arn;
    this.registerOutputs();

    function createVault(kind: string, region: string): aws.backup.Vault {
      const key = backup.customerKey ? createKey(kind, region) : undefined;
      const made = new aws.backup.Vault(
        kind,
        { region, kmsKeyArn: key?.arn, forceDestroy: backup.forceDestroy },
        { ...options, protect: !backup.forceDestroy },
      );
      if (backup.lock !== undefined) {
        new aws.backup.VaultLockConfiguration(
          kind,
          {
            region,
            backupVaultName: made.name,
            minRetentionDays: backup.lock.minDays,
            maxRetentionDays: backup.lock.maxDays,
            changeableForDays: backup.lock.irreversibleAfterDays,
          },
          options,
        );
      }
      return made;
    }

    function createKey(kind: string, region: string): aws.kms.Key {
      const key = new aws.kms.Key(
        kind,
        {
          region,
          description: `Backups of ${scope.product} ${scope.environment}`,
          policy: policyDocument([administeredByAccount(scope.accountId)]),
          enableKeyRotation: true,
          deletionWindowInDays: backup.forceDestroy ? 7 : 30,
        },
        // Without its key a backup is gone for good.
        { ...options, protect: !backup.forceDestroy },
      );
      new aws.kms.Alias(
        kind,
        { region, name: `alias/${resourceName(scope, kind)}`, targetKeyId: key.keyId },
        options,
      );
      return key;
    }

    function createPlan(): aws.backup.Plan {
      return new aws.backup.Plan(
        name,
        {
          name: resourceName(scope, "daily", 50),
          rules: [
            {
              ruleName: "daily",
              targetVaultName: vault.name,
              schedule: backup.schedule,
              startWindow: 60,
              completionWindow: 720,
              lifecycle: { deleteAfter: backup.keepDays },
              ...(copies !== undefined && {
                copyActions: [
                  { destinationVaultArn: copies.arn, lifecycle: { deleteAfter: backup.copyKeepDays } },
                ],
              }),
            },
          ],
        },
        options,
      );
    }

    function createRole(): aws.iam.Role {
      const made = new aws.iam.Role(
        name,
        {
          description: "Lets AWS Backup read what it backs up, and restore it",
          assumeRolePolicy: serviceTrust("backup.amazonaws.com"),
          permissionsBoundary: args.permissionsBoundaryArn,
        },
        options,
      );
      for (const policyArn of backupPolicyArns(backup)) {
        const policy = policyArn.slice(policyArn.lastIndexOf("/") + 1);
        new aws.iam.RolePolicyAttachment(policy, { role: made.name, policyArn }, options);
      }
      return made;
    }

    function createSelections(): void {
      const byName = pulumi
        .all([args.data.db, args.data.buckets])
        .apply(([db, buckets]) => selectByArn(backup, { db, buckets }, scope));
      if (backup.resources.length + backup.arns.length > 0) select("by-name", byName);
      if (backup.tags !== undefined) select("by-tag", ["*"], backup.tags);
    }

    function select(kind: string, resources: pulumi.Input<string[]>, tags?: Record<string, string>): void {
      new aws.backup.Selection(
        kind,
        {
          planId: plan.id,
          iamRoleArn: role.arn,
          resources,
          ...(tags !== undefined && {
            conditions: [
              {
                stringEquals: Object.entries(tags).map(([key, value]) => ({
                  key: `aws:ResourceTag/${key}`,
                  value,
                })),
              },
            ],
          }),
        },
        options,
      );
    }
  }
}
