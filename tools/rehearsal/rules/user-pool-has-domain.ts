import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "user-pool-has-domain",
  tokens: ["aws:cognito/userPool:UserPool"],
  operations: ["delete"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html",
  refuses({ account, region, store, id }) {
    const domains = store.list("aws:cognito/userPoolDomain:UserPoolDomain", { account, region });
    return domains.some(({ properties }) => properties["userPoolId"] === id)
      ? "User pool cannot be deleted. It has a domain configured that should be deleted first."
      : undefined;
  },
};
