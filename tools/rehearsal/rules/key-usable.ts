import { dbInstanceToken, dbClusterToken, replicationGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "key-usable",
  tokens: [
    "aws:kms/alias:Alias",
    dbInstanceToken,
    dbClusterToken,
    "aws:secretsmanager/secret:Secret",
    "aws:sns/topic:Topic",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudtrail/trail:Trail",
    replicationGroupToken,
    "aws:backup/vault:Vault",
    "aws:lambda/function:Function",
    "aws:ssm/parameter:Parameter",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "KMSInvalidStateException",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
  refuses({ account, region, store, inputs }) {
    const named = ["targetKeyId", "kmsKeyId", "kmsKeyArn", "kmsMasterKeyId", "keyId"]
      .map((it) => textOf(inputs, it))
      .find((text) => text !== "");
    if (named === undefined || named.includes("alias/")) return undefined;
    const id = named.slice(named.lastIndexOf("/") + 1);
    const place = { account, region };
    if (store.remains("kms-key", place, id) !== undefined)
      return `arn:aws:kms:${region}:${account}:key/${id} is pending deletion.`;
    const isForeign = named.startsWith("arn:") && !named.startsWith(`arn:aws:kms:${region}:${account}:`);
    return isForeign || store.get("aws:kms/key:Key", place, id) !== undefined
      ? undefined
      : `Key 'arn:aws:kms:${region}:${account}:key/${id}' does not exist`;
  },
};
