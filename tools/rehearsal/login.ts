import { isRegion } from "./facts/zones.ts";
import { Refusal } from "./refusal.ts";
import { isObject, isUnknown, revealSecrets } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";

/** What one configured provider is allowed to act as. */
export interface Login {
  readonly account: string;
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** The account that AWS uses in its own examples: the credentials' account when a provider names none. */
export const exampleAccountId = "123456789012";

/**
 * Reads a provider's configuration as the real provider does at start: the credentials must belong to an allowed
 * account. Without credentialsAccountId the stand-in's credentials belong to whatever account is allowed first.
 */
export function parseLogin(args: unknown, credentialsAccountId: string | undefined): Login {
  const config = Object.fromEntries(
    Object.entries(revealSecrets(args).plain as Properties).map(([key, value]) => [key, decode(value)]),
  );
  const allowed = Array.isArray(config["allowedAccountIds"])
    ? config["allowedAccountIds"].filter((it) => typeof it === "string")
    : [];
  const forbidden = Array.isArray(config["forbiddenAccountIds"]) ? config["forbiddenAccountIds"] : [];
  const account = credentialsAccountId ?? allowed.find((it) => !isUnknown(it)) ?? exampleAccountId;
  if (
    (allowed.length > 0 && !allowed.includes(account) && !allowed.some(isUnknown)) ||
    forbidden.includes(account)
  ) {
    throw new Refusal("AccountNotAllowed", `AWS account ID not allowed: ${account}`);
  }
  const region = config["region"];
  if (typeof region !== "string" || region === "") {
    throw new Refusal(
      "MissingRegion",
      "Missing region information\nMake sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.",
    );
  }
  if (!isRegion(region) && !isUnknown(region)) {
    throw new Refusal("InvalidRegion", `invalid AWS Region: ${region}`);
  }
  return { account, region, defaultTags: tagsOf(config["defaultTags"]) };
}

/** Provider inputs that are not strings travel as JSON text. */
function decode(value: PropertyValue): PropertyValue {
  if (typeof value !== "string" || !/^[[{"]|^(true|false)$/.test(value)) return value;
  try {
    return JSON.parse(value) as PropertyValue;
  } catch {
    return value;
  }
}

function tagsOf(defaultTags: PropertyValue | undefined): Record<string, string> {
  const tags = isObject(defaultTags) ? defaultTags["tags"] : undefined;
  if (!isObject(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).filter((it): it is [string, string] => typeof it[1] === "string"),
  );
}
