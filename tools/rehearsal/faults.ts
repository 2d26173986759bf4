import { z } from "zod";
import { fractionOf } from "./chance.ts";
import type { Operation } from "./rules/rule.ts";
import { resolveType } from "./type-names.ts";

/** The calls that a fault concerns. */
const which = {
  type: z.string().transform(resolveType).optional().describe("Only resources of this type"),
  name: z
    .string()
    .refine(isRegularExpression, "expected a regular expression")
    .optional()
    .describe("Only resources whose logical name it finds"),
  operation: z.enum(["create", "read", "update", "delete"]).optional(),
};
const nth = z.number().int().min(1).describe("Only this one of those calls, counted as they come");
const share = z.number().gt(0).max(1).describe("Only so many of those resources, chosen by the seed");

const failure = z.strictObject({
  kind: z.literal("fail"),
  ...which,
  nth: nth.optional(),
  share: share.optional(),
  error: z.string().min(1).optional().describe("What the provider says"),
});
const throttling = z.strictObject({
  kind: z.literal("throttle"),
  ...which,
  share: share.default(1).describe("How much of the attempts AWS turns away"),
  retries: z.number().int().min(0).default(25).describe("How often the provider tries again"),
});
const timeout = z.strictObject({
  kind: z.literal("timeout"),
  ...which,
  nth: nth.optional(),
  share: share.optional(),
  minutes: z.number().gt(0).default(20).describe("How long the provider waits for AWS"),
});
const lag = z.strictObject({
  kind: z.literal("lag"),
  type: which.type,
  name: which.name,
  share: share.optional(),
  seconds: z.number().gt(0).describe("How long a new resource is unknown to others"),
});
const death = z.strictObject({
  kind: z.literal("die"),
  ...which,
  nth,
  process: z.enum(["engine", "stand-in"]).describe("What dies"),
});

/** Something that goes wrong in a rehearsal on purpose; `faults.json` of the state folder holds a list of them. */
export const faultSchema = z.preprocess(
  (fault) =>
    typeof fault === "object" && fault !== null && !("kind" in fault) ? { kind: "fail", ...fault } : fault,
  z.discriminatedUnion("kind", [failure, throttling, timeout, lag, death]),
);
export type Fault = z.infer<typeof faultSchema>;
export type FaultOf<Kind extends Fault["kind"]> = Extract<Fault, { kind: Kind }>;

/** What each kind understands, for messages. */
export const faultKeys: Readonly<Record<Fault["kind"], readonly string[]>> = Object.fromEntries(
  [failure, throttling, timeout, lag, death].map(({ shape }) => [
    shape.kind.value,
    Object.keys(shape).filter((key) => key !== "kind"),
  ]),
) as Record<Fault["kind"], string[]>;

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** A call as a fault sees it. */
export interface FaultyCall {
  readonly token: string;
  readonly name: string;
  readonly urn: string;
  readonly operation: Operation | "read";
}

/** What a fault concerns that names no operation. */
const usualOperations: Record<Fault["kind"], readonly FaultyCall["operation"][]> = {
  fail: ["create"],
  throttle: ["create", "read", "update", "delete"],
  timeout: ["create"],
  lag: ["create"],
  die: ["create", "update", "delete"],
};

/** Whether a call is one of those that a fault is about, whatever its share or number. */
export function concerns(fault: Fault, call: FaultyCall): boolean {
  const operation = "operation" in fault ? fault.operation : undefined;
  const operations = operation === undefined ? usualOperations[fault.kind] : [operation];
  return (
    operations.includes(call.operation) &&
    (fault.type === undefined || fault.type === call.token) &&
    (fault.name === undefined || new RegExp(fault.name).test(call.name))
  );
}

/** Whether the seed picks this resource for a fault with a share, whatever else runs and in which order. */
export function isPicked(share: number | undefined, seed: number, kind: string, call: FaultyCall): boolean {
  return share === undefined || fractionOf(seed, kind, call.urn, call.operation) < share;
}

/**
 * Seconds that the provider waits before each new attempt until AWS takes one; undefined when it gives up.
 * https://github.com/hashicorp/aws-sdk-go-base/blob/main/v2/internal/awsconfig/retry.go: a throttled call is tried
 * again after half a second to a second, doubled each time, at most 5 minutes.
 */
export function throttledDelays(
  { share, retries }: FaultOf<"throttle">,
  seed: number,
  call: FaultyCall,
): { seconds: number; givesUp: boolean } {
  let seconds = 0;
  for (let attempt = 0; ; attempt++) {
    const chance = (salt: string) =>
      fractionOf(seed, "throttle", salt, String(attempt), call.urn, call.operation);
    if (chance("turned away") >= share) return { seconds, givesUp: false };
    if (attempt === retries) return { seconds, givesUp: true };
    seconds += Math.min(300, (0.5 + chance("jitter") / 2) * 2 ** attempt);
  }
}
