import { z } from "zod";

/**
 * How one check ended.
 * - warned: it failed, and nothing is held up by it
 * - not-run: nobody looked, so nothing is known
 * - not-needed: it means nothing for this configuration
 */
export const findingStatus = z.enum(["passed", "failed", "warned", "not-run", "not-needed"]);

/** What one check of a gate found. */
export const finding = z.strictObject({
  check: z.string().describe("Id of the check"),
  title: z.string().describe("The claim that was checked"),
  status: findingStatus,
  expected: z.string().optional(),
  got: z.string().optional().describe("What was seen instead"),
  remedy: z.string().optional(),
  reason: z.string().optional().describe("Why it was not run or not needed"),
  seconds: z.number().min(0),
  looks: z.int().min(0).describe("How often it was looked at"),
});
export type Finding = z.infer<typeof finding>;

/** How a layer's gate ended: incomplete where nothing failed but some checks were not run. */
export const gateReport = z.strictObject({
  result: z.enum(["passed", "failed", "incomplete"]),
  findings: z.array(finding),
});
export type GateReport = z.infer<typeof gateReport>;

/** Sums findings up. A gate of which anything was not run has not passed. */
export function summarizeFindings(findings: readonly Finding[]): GateReport {
  const has = (status: Finding["status"]): boolean => findings.some((found) => found.status === status);
  return {
    result: has("failed") ? "failed" : has("not-run") ? "incomplete" : "passed",
    findings: [...findings],
  };
}

/** A failed or warned finding as one message. */
export function describeFinding({ title, expected, got }: Finding): string {
  return `gate: "${title}" is not true, expected ${expected}, got ${got}`;
}

/** "2 passed, 1 warned, 3 not run". */
export function countFindings(findings: readonly Finding[]): string {
  const words: [Finding["status"], string][] = [
    ["passed", "passed"],
    ["failed", "failed"],
    ["warned", "warned"],
    ["not-run", "not run"],
    ["not-needed", "not needed"],
  ];
  const told = words
    .map(([status, word]) => ({ word, count: findings.filter((found) => found.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`);
  return told.join(", ") || "no checks";
}
