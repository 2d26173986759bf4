import { dbInstanceToken, dbClusterToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-password",
  tokens: [dbInstanceToken, dbClusterToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ inputs }) {
    const isCopy = [
      "replicateSourceDb",
      "snapshotIdentifier",
      "replicationSourceIdentifier",
      "restoreToPointInTime",
      "globalClusterIdentifier",
    ].some((it) => inputs[it] !== undefined);
    const given = ["password", "passwordWo", "masterPassword", "masterPasswordWo"]
      .map((it) => inputs[it])
      .find((it) => it !== undefined);
    if (inputs["manageMasterUserPassword"] === true || isCopy) {
      return given === undefined || isCopy
        ? undefined
        : "You can't specify MasterUserPassword when ManageMasterUserPassword is turned on.";
    }
    if (given === undefined)
      return "The parameter MasterUserPassword must be provided and must not be blank.";
    const password = String(given);
    if (password.length < 8)
      return "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.";
    return /[/@" ]/.test(password)
      ? "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used."
      : undefined;
  },
};
