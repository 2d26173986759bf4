import { stringsIn } from "./account-contents.ts";
import { isObject } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";

/** Types with a policy document among their arguments. */
export const policyTokens: readonly string[] = [
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:backup/vaultPolicy:VaultPolicy",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ecr/repositoryPolicy:RepositoryPolicy",
  "aws:kms/key:Key",
  "aws:kms/keyPolicy:KeyPolicy",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:secretsmanager/secretPolicy:SecretPolicy",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sqs/queuePolicy:QueuePolicy",
];

/** The policy documents among a resource's arguments, as text. */
export function documentsIn(inputs: Properties): string[] {
  return [inputs["policy"], inputs["assumeRolePolicy"]].flatMap((document) => {
    if (typeof document === "string") return document === "" ? [] : [document];
    return isObject(document) ? [JSON.stringify(document)] : [];
  });
}

type PolicyKind = "identity" | "trust" | "resource";

/** The statements of a policy; none when it is no JSON. */
export function statementsIn(text: string): Properties[] {
  const document = parse(text);
  const statements = isObject(document) ? document["Statement"] : undefined;
  return (Array.isArray(statements) ? statements : [statements]).filter(isObject);
}

/** Whether a policy lets an AWS service in, such as "logs"; "*" lets in everybody, whatever its conditions say. */
export function allowsService(text: string, service: string): boolean {
  const wanted = new RegExp(`"(\\*|${service}\\.([a-z0-9-]+\\.)?amazonaws\\.com)"`);
  return statementsIn(text).some(
    (statement) =>
      statement["Effect"] === "Allow" && wanted.test(JSON.stringify(statement["Principal"] ?? "")),
  );
}

/**
 * What IAM finds wrong with a document, in its words.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyFault(value: PropertyValue | undefined, kind: PolicyKind): string | undefined {
  const document = typeof value === "string" ? parse(value) : value;
  if (!isObject(document)) return "Syntax errors in policy.";
  const version = document["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17")
    return "The policy must contain a valid version string";
  const statements = Array.isArray(document["Statement"]) ? document["Statement"] : [document["Statement"]];
  if (statements.length === 0 || statements[0] === undefined) return "Syntax errors in policy.";
  for (const statement of statements) {
    const fault = isObject(statement) ? statementFault(statement, kind) : "Syntax errors in policy.";
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function statementFault(statement: Properties, kind: PolicyKind): string | undefined {
  const has = (key: string): boolean => statement[key] !== undefined || statement[`Not${key}`] !== undefined;
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny")
    return `Invalid Effect, expected Allow or Deny, got ${String(statement["Effect"])}`;
  const unknown = Object.keys(statement).find((key) => !statementKeys.has(key));
  if (unknown !== undefined) return `Syntax errors in policy: unknown element ${unknown}.`;
  if (!has("Action")) return "Policy statement must contain actions.";
  const action = [...stringsIn(statement["Action"]), ...stringsIn(statement["NotAction"])].find(
    (it) => it !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(it),
  );
  if (action !== undefined)
    return `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc., got ${action}`;
  if (kind === "identity" && has("Principal")) return "Policy document should not specify a principal.";
  if (kind !== "identity" && !has("Principal")) return "Policy statement must contain a principal.";
  if (kind === "trust" && has("Resource")) return "Has prohibited field Resource";
  if (kind !== "trust" && !has("Resource")) return "Policy statement must contain resources.";
  const resource = [...stringsIn(statement["Resource"]), ...stringsIn(statement["NotResource"])].find(
    (it) => it !== "*" && !/^arn:[\w*-]*:[\w*-]*:[\w*-]*:[\w*]*:.+$/s.test(it),
  );
  return resource === undefined ? undefined : `Resource ${resource} must be in ARN format or "*".`;
}

const statementKeys: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
