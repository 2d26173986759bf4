import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-function",
  tokens: [
    "aws:lambda/permission:Permission",
    "aws:lambda/alias:Alias",
    "aws:lambda/functionUrl:FunctionUrl",
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  ],
  readsOtherLayers: true,
  operations: ["create"],
  code: "ResourceNotFoundException",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
  refuses({ account, region, store, inputs }) {
    const named = textOf(inputs, "function") || textOf(inputs, "functionName");
    const [name = ""] = named.split(":function:").at(-1)?.split(":") ?? [];
    return store.get("aws:lambda/function:Function", { account, region }, name) === undefined
      ? `Function not found: arn:aws:lambda:${region}:${account}:function:${name}`
      : undefined;
  },
};
