import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "apprunner-roles",
  tokens: ["aws:apprunner/service:Service"],
  operations: ["create", "update"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html",
  refuses({ account, store, inputs }) {
    const text = JSON.stringify(inputs);
    const access = /"accessRoleArn":"([^"]+)"/.exec(text)?.[1] ?? "";
    const instance = /"instanceRoleArn":"([^"]+)"/.exec(text)?.[1] ?? "";
    if (roleFault(store, account, access, "build.apprunner") !== undefined)
      return `Error in assuming access role ${access}`;
    return roleFault(store, account, instance, "tasks.apprunner") === undefined
      ? undefined
      : `Error in assuming instance role ${instance}`;
  },
};
