import type { Stack, StackResource } from "./stack.ts";

/** A resource as the rules see it; where the value is not known before an update it is `unknownValue` (properties.ts). */
export interface Resource {
  /** Pulumi's type, such as "aws:s3/bucket:Bucket". */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What is said about a resource that breaks a rule: what is wrong, what was expected, what there is. */
export type Problem = string;

interface Facts {
  /** What holds wherever the rule is kept. */
  readonly title: string;
  /** Controls of the AWS Foundational Security Best Practices ("S3.5") and ids of checkov ("CKV_AWS_53"). */
  readonly controls: readonly string[];
  /** What to do about a violation. */
  readonly remedy: string;
  /** Where AWS says so. */
  readonly source: string;
  /** A rule "of production" says nothing in dev and poc, where what it asks for is not worth its price. */
  readonly of?: "production";
  /** The types of the resources that it is about. */
  readonly types: readonly string[];
}

/** A rule that one resource keeps or breaks alone: it is checked before the resource is made. */
export interface ResourceRule extends Facts {
  readonly scope: "resource";
  check(resource: Resource): Problem | undefined;
}

/** A rule about a resource and what else its stack has: it is checked once the whole stack is known. */
export interface StackRule extends Facts {
  readonly scope: "stack";
  check(resource: StackResource, stack: Stack): Problem | undefined;
}

export type RuleDefinition = ResourceRule | StackRule;

/** A rule with its name, which is that of its file. */
export type Rule = RuleDefinition & { readonly name: string };

/** Defines a rule that a resource keeps or breaks alone. */
export function resourceRule(rule: Omit<ResourceRule, "scope">): ResourceRule {
  return { ...rule, scope: "resource" };
}

/** Defines a rule about a resource and what else its stack has. */
export function stackRule(rule: Omit<StackRule, "scope">): StackRule {
  return { ...rule, scope: "stack" };
}

/** The page of AWS Security Hub that describes a control such as "S3.5". */
export function securityHub(control: string): string {
  const [service = "", number = ""] = control.toLowerCase().split(".");
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${number}`;
}
