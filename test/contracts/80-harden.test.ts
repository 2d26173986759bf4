import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { harden } from "../../shared/contracts/harden.ts";

const everything: OutputValues<typeof harden> = {
  webAclArn: "arn:aws:wafv2:us-west-1:123456789012:regional/webacl/docs-prod-requests/0a1b2c3d",
  webAclName: "docs-prod-requests",
  webAclMode: "block",
  vpcEndpointIds: { "ecr.api": "vpce-0a1b2c3d4e5f67890" },
  endpointCostMonthlyUsd: 16.06,
  backupVaultArn: "arn:aws:backup:us-west-1:123456789012:backup-vault:backups-0a1b2c3",
  backupCopyVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:copies-0a1b2c3",
};

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(harden.outputs)
    .flatMap((key) => checkValue(harden, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("an environment with everything and one with nothing both keep the contract", () => {
  expect(faultsOf(everything)).toEqual([]);
  expect(faultsOf({ webAclMode: "off", vpcEndpointIds: {}, endpointCostMonthlyUsd: 0 })).toEqual([]);
});

test.each<[keyof typeof everything, unknown, string]>([
  ["webAclArn", "acl", 'webAclArn expected an ARN of wafv2, got "acl"'],
  ["webAclName", 1, "webAclName expected string, got 1"],
  ["webAclMode", "on", 'webAclMode Invalid option: expected one of "off"|"count"|"block", got "on"'],
  ["webAclMode", undefined, 'webAclMode Invalid option: expected one of "off"|"count"|"block", got nothing'],
  [
    "vpcEndpointIds",
    { sts: "vpc-0a1b2c3d" },
    'vpcEndpointIds.sts expected an id such as "vpce-0a1b2c3d4e5f67890", got "vpc-0a1b2c3d"',
  ],
  ["endpointCostMonthlyUsd", -1, "endpointCostMonthlyUsd expected 0 or more, got -1"],
  ["backupVaultArn", "vault", 'backupVaultArn expected an ARN of backup, got "vault"'],
  ["backupCopyVaultArn", "vault", 'backupCopyVaultArn expected an ARN of backup, got "vault"'],
])("a broken %s is told", (key, value, message) => {
  expect(faultsOf({ ...everything, [key]: value })).toEqual([message]);
});
