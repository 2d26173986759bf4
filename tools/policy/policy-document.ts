import { unknownValue } from "./properties.ts";

/** One statement of a policy document, with all lists spelled out. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** Whether it speaks of all actions but some. */
  readonly isInverted: boolean;
  readonly resources: readonly string[];
  /** By kind: "AWS", "Service", "Federated"; the principal "*" is { AWS: ["*"] }. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  /** By operator, then key. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * Reads a policy document (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 *
 * @returns its statements; none where there is no document or it is not known yet
 */
export function statementsOf(document: unknown): readonly Statement[] {
  if (document === unknownValue || document === undefined || document === null || document === "") return [];
  const parsed = (typeof document === "string" ? JSON.parse(document) : document) as { Statement?: unknown };
  return asList(parsed.Statement).map((raw) => readStatement(raw as Record<string, unknown>));
}

/** The statements that allow something. */
export function allowsOf(document: unknown): readonly Statement[] {
  return statementsOf(document).filter(({ effect }) => effect === "Allow");
}

/** Whether a statement lets anybody in: the principal "*" without a condition on who or where from. */
export function isForAnybody({ principals, conditions }: Statement): boolean {
  const isAnyone = Object.values(principals).some((list) => list.includes("*"));
  return isAnyone && !namesCaller(conditions);
}

/** Condition keys that bind a statement to an account, organization, network or resource. */
const callerKeys =
  /^(aws:(sourcearn|sourceaccount|sourceowner|sourceorgid|sourceorgpaths|sourcevpc|sourcevpce|sourceip|principalaccount|principalarn|principalorgid|principalorgpaths|principalserviceName)|kms:calleraccount|kms:viaservice|lambda:functionurlauthtype)$/i;

function namesCaller(conditions: Statement["conditions"]): boolean {
  return Object.values(conditions).some((keys) =>
    Object.entries(keys).some(([key, values]) => callerKeys.test(key) && !values.includes("*")),
  );
}

/** The values of a condition key, under every operator that compares for equality or likeness. */
export function conditionValues({ conditions }: Statement, key: string): readonly string[] {
  return Object.entries(conditions)
    .filter(([operator]) =>
      /^(ForAnyValue:)?(String(Equals|Like)|Arn(Equals|Like))(IgnoreCase)?$/.test(operator),
    )
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .flatMap(([, values]) => values);
}

function readStatement(raw: Record<string, unknown>): Statement {
  const principal = raw["Principal"];
  return {
    effect: String(raw["Effect"]),
    actions: texts(raw["Action"] ?? raw["NotAction"]),
    isInverted: raw["NotAction"] !== undefined,
    resources: texts(raw["Resource"]),
    principals:
      principal === undefined
        ? {}
        : typeof principal === "string"
          ? { AWS: [principal] }
          : mapValues(principal as Record<string, unknown>, texts),
    conditions: mapValues((raw["Condition"] ?? {}) as Record<string, unknown>, (keys) =>
      mapValues(keys as Record<string, unknown>, texts),
    ),
  };
}

function mapValues<T>(object: Record<string, unknown>, map: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

function texts(value: unknown): string[] {
  return asList(value).map(String);
}

function asList(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
