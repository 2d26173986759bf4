import { resourceName } from "../../shared/naming.ts";

type Scope = Parameters<typeof resourceName>[0];

/**
 * Fixed, because RDS names its log groups after it and would make them without a retention. RDS allows no two hyphens
 * in a row and none at the end.
 */
export function databaseIdentifier(scope: Scope): string {
  return resourceName(scope, "db", 50).replace(/-{2,}/g, "-");
}

/** Deterministic, so that it never shows as a difference; `generation` sets a second database's snapshot apart. */
export function finalSnapshotName(scope: Scope, generation: number): string {
  return `${databaseIdentifier(scope)}-final-${generation}`;
}

/** The log groups that RDS writes to, by log. */
export function databaseLogGroupName(
  engine: "postgres" | "aurora-serverless",
  identifier: string,
  log: string,
): string {
  return `/aws/rds/${engine === "postgres" ? "instance" : "cluster"}/${identifier}/${log}`;
}

/** A bucket's kind as part of its name: "docsOriginal" becomes "docs-original". */
export function bucketKindName(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
