import { dbInstanceToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-storage-size",
  tokens: [dbInstanceToken],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html",
  refuses({ inputs, olds }) {
    if (inputs["allocatedStorage"] === undefined) return undefined;
    const size = Number(inputs["allocatedStorage"]);
    const before = Number(olds["allocatedStorage"] ?? 0);
    if (size < 20 || size > 65536)
      return `Invalid storage size for engine name ${textOf(inputs, "engine")} and storage type ${textOf(inputs, "storageType") || "gp2"}: ${size}`;
    if (size < before) return "Requested storage size is not a valid size: a DB instance cannot shrink";
    const ceiling = Number(inputs["maxAllocatedStorage"] ?? 0);
    return ceiling > 0 && ceiling < size * 1.1
      ? `Invalid max storage size for engine name ${textOf(inputs, "engine")} and storage type ${textOf(inputs, "storageType") || "gp2"}: ${ceiling}`
      : undefined;
  },
};
