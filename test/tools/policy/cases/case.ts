type Properties = Readonly<Record<string, unknown>>;

/** One rule: properties that keep it, and what to change for it to be broken. */
export interface ResourceCase {
  /** Null where every resource of the type breaks the rule. */
  keeps: Properties | null;
  breaks: Properties;
  /** What is said about the broken one. */
  says: string;
}

/** One rule about relations: a stack that keeps it, and what breaks it. */
export interface StackCase {
  keeps: readonly (readonly [type: string, properties: Properties])[];
  /** All resources of a type go, or each of them changes. */
  drop?: string;
  change?: readonly [type: string, properties: Properties];
  says: string;
}

/** By the rule's name. */
export type ResourceCases = Readonly<Record<string, ResourceCase>>;
export type StackCases = Readonly<Record<string, StackCase>>;

/** A policy document of one statement. */
export function statement(only: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [only] });
}
