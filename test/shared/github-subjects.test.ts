import { expect, test } from "@jest/globals";
import {
  githubSource,
  githubSubjects,
  githubTrustPolicy,
  type GithubSource,
} from "../../shared/github-subjects.ts";

const source = (change: Partial<GithubSource>): GithubSource =>
  githubSource.parse({ owner: "acme", repository: "app", ...change });
const ids = { ownerId: "11", repositoryId: "22" };

test.each([
  ["a branch", { branches: ["main"] }, ["repo:acme/app:ref:refs/heads/main"]],
  ["an environment", { environments: ["prod"] }, ["repo:acme/app:environment:prod"]],
  ["a pull request", { pullRequests: true }, ["repo:acme/app:pull_request"]],
  [
    "a branch of a repository whose ids are known",
    { ...ids, branches: ["main"] },
    ["repo:acme/app:ref:refs/heads/main", "repo:acme@11/app@22:ref:refs/heads/main"],
  ],
  [
    "environments and branches together, each once",
    { environments: ["dev", "dev"], branches: ["feature/x"] },
    ["repo:acme/app:environment:dev", "repo:acme/app:ref:refs/heads/feature/x"],
  ],
  ["a colon in a name", { environments: ["Production:V1"] }, ["repo:acme/app:environment:Production%3AV1"]],
])("the subjects of %s", (_, change, subjects) => {
  expect(githubSubjects(source(change))).toEqual(subjects);
});

const faults = (value: object) => githubSource.safeParse(value).error?.issues.map(({ message }) => message);

test("a source that names no job is refused", () => {
  expect(faults({ owner: "acme", repository: "app" })).toEqual([
    "names no job that may assume the role, expected an environment or a branch, got neither; add one",
  ]);
});

test("half of the numeric ids is refused", () => {
  expect(faults({ owner: "acme", repository: "app", branches: ["main"], ownerId: "11" })).toEqual([
    'is missing, expected both numeric ids or neither, got only "ownerId"; add it',
  ]);
});

test("a wildcard is refused", () => {
  expect(faults({ owner: "acme", repository: "app", branches: ["*"] })).toEqual([
    'holds a wildcard, expected exact names, got "*"; list each name',
  ]);
});

test("a trust compares audience and subject exactly", () => {
  const arn = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
  expect(JSON.parse(githubTrustPolicy(arn, ["repo:acme/app:ref:refs/heads/main"]))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["repo:acme/app:ref:refs/heads/main"],
          },
        },
      },
    ],
  });
});

test("a trust without a subject is never made", () => {
  expect(() => githubTrustPolicy("arn", [])).toThrow(
    "a trust in GitHub Actions names no subject, expected at least one; name the jobs that may assume the role",
  );
});
