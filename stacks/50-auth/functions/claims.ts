/** How one claim is made of a user's attributes. */
export interface ClaimRule {
  attribute: string;
  default?: string | undefined;
  required: boolean;
}

export type ClaimRules = Readonly<Record<string, ClaimRule>>;

/** The user may not sign in; Cognito shows the message on the sign-in page. */
export class SignInRefused extends Error {}

/**
 * The claims of one user.
 *
 * @throws SignInRefused when an attribute that a claim needs is missing: a token without a tenant must not exist where
 *   the app tells tenants apart by it
 */
export function makeClaims(
  rules: ClaimRules,
  attributes: Readonly<Record<string, string>>,
): Record<string, string> {
  const claims: Record<string, string> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const own = attributes[rule.attribute];
    const value = own === undefined || own === "" ? rule.default : own;
    if (value !== undefined) claims[name] = value;
    else if (rule.required) throw new SignInRefused(`Your account has no ${name} yet; ask an administrator.`);
  }
  return claims;
}
