import type { AccountConfigInput } from "../stacks/00-account/config.ts";
import { isStrict, type Target } from "./blueprint.ts";
import type { Profile } from "./config-schema.ts";

type AccountSettings = NonNullable<AccountConfigInput["account"]>;

/** What every product wants of its account: who is called, what it may cost, and how GitHub Actions gets in. */
export function accountBasics(
  { environment, profile, emails, phone, github, owner }: Target,
  { monthlyLimitUsd }: { monthlyLimitUsd: Readonly<Record<Profile, number>> },
): AccountSettings {
  const contact = phone !== undefined && {
    name: owner,
    title: "Platform team",
    email: emails[0] ?? "",
    phone,
  };
  return {
    ...(contact && { contacts: { billing: contact, operations: contact, security: contact } }),
    billing: { emails: [...emails] },
    budgets: { monthly: { monthlyLimitUsd: monthlyLimitUsd[profile] } },
    githubOidc: "create",
    deployRole: { github: [{ ...github, environments: [environment] }] },
    ...(isStrict(profile) && { guardduty: "create", securityHub: "create" }),
  };
}
