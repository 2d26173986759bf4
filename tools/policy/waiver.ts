import { z } from "zod";
import { profiles } from "../../shared/config-schema.ts";
import type { Resource } from "./rule.ts";

/** A pattern of text in which "*" stands for anything. */
const pattern = z.string().min(1);

const schema = z.array(
  z.strictObject({
    rule: z.string().min(1).describe("Name of the rule"),
    product: pattern.describe("The product, which for a blueprint is the blueprint's name; a pattern"),
    profiles: z.array(z.enum(profiles)).min(1),
    resource: pattern.describe('"<layer>/<logical name>"; a pattern'),
    reason: z.string().min(20, "expected a reason that somebody else understands"),
    expires: z.iso.date().describe("The first day on which the waiver no longer counts"),
  }),
);

export type Waiver = z.output<typeof schema>[number];

/** Which stack a waiver may be about. */
export interface WaivedStack {
  readonly product: string;
  readonly profile: string;
  readonly layer: string;
}

/**
 * Checks a list of waivers.
 *
 * @throws Error with every fault at once
 */
export function parseWaivers(raw: unknown, ruleNames: readonly string[]): Waiver[] {
  const result = schema.safeParse(raw);
  if (!result.success) throw new Error(`the waivers are wrong:\n${z.prettifyError(result.error)}`);
  const unknown = result.data.filter(({ rule }) => !ruleNames.includes(rule));
  if (unknown.length > 0) {
    const names = unknown.map(({ rule }) => `"${rule}"`).join(", ");
    throw new Error(
      `the waivers name rules that do not exist, expected names of files in rules/, got ${names}`,
    );
  }
  return result.data;
}

/** Whether a waiver is about a stack and has not expired. */
export function isInForce(waiver: Waiver, stack: WaivedStack, today: Date): boolean {
  const [layer = ""] = waiver.resource.split("/");
  return (
    !isExpired(waiver, today) &&
    (waiver.profiles as readonly string[]).includes(stack.profile) &&
    matchesPattern(waiver.product, stack.product) &&
    matchesPattern(layer, stack.layer)
  );
}

/** Whether a waiver no longer counts. */
export function isExpired({ expires }: Waiver, today: Date): boolean {
  return today.toISOString().slice(0, 10) >= expires;
}

/** The pattern of the logical names that a waiver is about. */
export function namePattern({ resource }: Waiver): string {
  return resource.split("/").slice(1).join("/");
}

/** Whether one of several patterns fits a resource's logical name. */
export function isWaived({ name }: Pick<Resource, "name">, patterns: readonly string[]): boolean {
  return patterns.some((candidate) => matchesPattern(candidate, name));
}

function matchesPattern(wanted: string, text: string): boolean {
  const literal = (part: string) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`^${wanted.split("*").map(literal).join(".*")}$`).test(text);
}
