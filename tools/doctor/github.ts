import { z } from "zod";
import { breaks, ok, skipped, warns, type DoctorFinding } from "./findings.ts";

/** How GitHub's REST API is asked (https://docs.github.com/rest). */
export interface GitHub {
  /** https://api.github.com, or a GitHub Enterprise Server's. */
  url: string;
  token: string | undefined;
}

const environmentAnswer = z.object({
  protection_rules: z.array(z.object({ type: z.string() })).optional(),
});
const variablesAnswer = z.object({ variables: z.array(z.object({ name: z.string() })) });

/** Variables that the workflows read, of the repository or of the environment. */
const variablesOf = (environment: string): string[] => [
  ...["AWS_REGION", "PULUMI_BACKEND_URL", "DEPLOY_ROLE_ARN"],
  `${environment.toUpperCase()}_PREVIEW_ROLE_ARN`,
];

/**
 * Whether GitHub's environments are there, with reviewers where `isStrict`, and the variables that the workflows read.
 */
export async function checkGitHub(
  github: GitHub,
  jobs: readonly { repository: string; environment: string }[],
  isStrict: boolean,
): Promise<DoctorFinding[]> {
  const subject = "GitHub";
  if (jobs.length === 0) return [];
  if (github.token === undefined) {
    return [skipped(subject, "nobody asked GitHub: GITHUB_TOKEN is not set (gh auth token prints one)")];
  }
  const found = await Promise.all(
    jobs.map(async ({ repository, environment }): Promise<DoctorFinding[]> => {
      const at = `/repos/${repository}`;
      const inEnvironment = `${at}/environments/${encodeURIComponent(environment)}`;
      const [settings, own, shared] = await Promise.all([
        ask(github, inEnvironment, environmentAnswer),
        readVariables(github, `${inEnvironment}/variables`),
        readVariables(github, `${at}/actions/variables`),
      ]);
      if ("status" in settings) return [describeRefusal(repository, environment, settings.status)];
      const hasReviewers =
        settings.protection_rules?.some(({ type }) => type === "required_reviewers") === true;
      const names = [...own, ...shared];
      const missing = variablesOf(environment).filter((name) => !names.includes(name));
      return [
        ok(subject, `${repository} has the environment ${environment}`),
        ...(hasReviewers || !isStrict
          ? []
          : [
              breaks(
                subject,
                `environment ${environment} of ${repository} has no reviewers, so nobody approves a deployment`,
                "Settings, Environments, Required reviewers",
              ),
            ]),
        ...(missing.length === 0
          ? []
          : [
              warns(
                subject,
                `${repository} (${environment}) has no variable ${missing.join(", ")}, which the workflows read`,
                `set it: gh variable set ${missing[0]} --repo ${repository} --body <value>`,
              ),
            ]),
      ];
    }),
  );
  return found.flat();
}

/** As many as GitHub gives at once (https://docs.github.com/rest/actions/variables). */
const variablesOnPage = 30;

/** Names of all variables; none where GitHub does not tell. */
async function readVariables(github: GitHub, path: string): Promise<string[]> {
  const names: string[] = [];
  for (let page = 1; ; page++) {
    const answer = await ask(github, `${path}?per_page=${variablesOnPage}&page=${page}`, variablesAnswer);
    if ("status" in answer) return names;
    names.push(...answer.variables.map(({ name }) => name));
    if (answer.variables.length < variablesOnPage) return names;
  }
}

function describeRefusal(repository: string, environment: string, status: number): DoctorFinding {
  if (status === 404) {
    return breaks(
      "GitHub",
      `${repository} has no environment ${environment}, or GITHUB_TOKEN may not see it`,
      `make it: gh api -X PUT repos/${repository}/environments/${environment}`,
    );
  }
  return warns("GitHub", `GitHub answers ${status} for ${repository}`, "look at GITHUB_TOKEN and its rights");
}

async function ask<S extends z.ZodType>(
  { url, token }: GitHub,
  path: string,
  schema: S,
): Promise<z.output<S> | { status: number }> {
  const response = await fetch(`${url}${path}`, {
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "x-github-api-version": "2022-11-28",
    },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) return { status: response.status };
  return schema.parse(await response.json());
}
