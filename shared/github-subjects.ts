import { z } from "zod";
import { policyDocument } from "./policy-document.ts";

/** The issuer of GitHub Actions' tokens; an account holds one OIDC provider for it. */
export const githubIssuer = "token.actions.githubusercontent.com";

const name = /^[A-Za-z0-9_.-]+$/;
const numericId = z.string().regex(/^\d+$/, "expected the numeric id as GitHub's API gives it, in quotes");

/** Which GitHub Actions jobs may assume a role: the only form in which layers take a trust in GitHub. */
export const githubSource = z
  .strictObject({
    owner: z
      .string()
      .regex(name, "expected a GitHub user or organization")
      .describe("Owner of the repository"),
    repository: z
      .string()
      .regex(name, "expected a repository's name without its owner")
      .describe("The repository"),
    ownerId: numericId
      .optional()
      .describe(
        "The owner's numeric id (gh api users/OWNER --jq .id); needed for repositories made, renamed or moved since 2026-07-15",
      ),
    repositoryId: numericId
      .optional()
      .describe("The repository's numeric id (gh api repos/OWNER/REPOSITORY --jq .id); goes with ownerId"),
    environments: z
      .array(z.string().min(1).max(255))
      .default([])
      .describe("GitHub environments; a job that names one never matches a branch"),
    branches: z
      .array(z.string().min(1).max(244))
      .default([])
      .describe("Branches, for jobs without an environment"),
    pullRequests: z
      .boolean()
      .default(false)
      .describe("Whether jobs of pull requests match; for read-only roles"),
  })
  .superRefine((source, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if ((source.ownerId === undefined) !== (source.repositoryId === undefined)) {
      const [missing, given] =
        source.ownerId === undefined ? ["ownerId", "repositoryId"] : ["repositoryId", "ownerId"];
      fault(missing, `is missing, expected both numeric ids or neither, got only "${given}"; add it`);
    }
    for (const key of ["environments", "branches"] as const) {
      for (const value of source[key].filter((value) => /[*?]/.test(value))) {
        fault(key, `holds a wildcard, expected exact names, got "${value}"; list each name`);
      }
    }
    if (source.environments.length === 0 && source.branches.length === 0 && !source.pullRequests) {
      fault(
        "environments",
        "names no job that may assume the role, expected an environment or a branch, got neither; add one",
      );
    }
  });
export type GithubSource = z.output<typeof githubSource>;

/**
 * The "sub" claims of the jobs that a source describes.
 * GitHub writes numeric ids into the subjects of repositories made, renamed or moved since 2026-07-15 and plain names
 * into all others, so both forms are given where the ids are known: a rename must not lock the pipeline out.
 */
export function githubSubjects(source: GithubSource): string[] {
  const { owner, repository, ownerId, repositoryId } = source;
  const prefixes = [`repo:${owner}/${repository}`];
  if (ownerId !== undefined && repositoryId !== undefined) {
    prefixes.push(`repo:${owner}@${ownerId}/${repository}@${repositoryId}`);
  }
  const jobs = [
    ...source.environments.map((environment) => `environment:${escapeColons(environment)}`),
    ...source.branches.map((branch) => `ref:refs/heads/${escapeColons(branch)}`),
    ...(source.pullRequests ? ["pull_request"] : []),
  ];
  return [...new Set(jobs.flatMap((job) => prefixes.map((prefix) => `${prefix}:${job}`)))];
}

/**
 * The trust policy of a role for GitHub Actions.
 *
 * @throws Error without a subject: AWS would then refuse it, and rightly, as any repository on GitHub could assume the role
 */
export function githubTrustPolicy(oidcProviderArn: string, subjects: readonly string[]): string {
  if (subjects.length === 0) {
    throw new Error(
      "a trust in GitHub Actions names no subject, expected at least one; name the jobs that may assume the role",
    );
  }
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Federated: oidcProviderArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${githubIssuer}:aud`]: "sts.amazonaws.com",
          [`${githubIssuer}:sub`]: subjects,
        },
      },
    },
  ]);
}

/** GitHub does so too (https://docs.github.com/en/actions/reference/security/oidc#filtering-for-metadata-containing-). */
function escapeColons(value: string): string {
  return value.replaceAll(":", "%3A");
}
