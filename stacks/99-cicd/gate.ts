import { cicd } from "../../shared/contracts/cicd.ts";
import { defineGate, type GateInput } from "../../shared/gate.ts";
import { trustedSubjects } from "../../shared/policy-facts.ts";
import { cicdConfig, type CicdConfig } from "./config.ts";

type Input = GateInput<typeof cicd, CicdConfig>;

/** Roles that change something; no pull request may have them. */
const changing = ["backend", "frontend", "infraUp"];

export default defineGate({
  contract: cicd,
  config: cicdConfig,
  checks: [
    {
      id: "roles-trust-named-jobs",
      title: "every role trusts named jobs of GitHub only, and none that changes something a pull request",
      reach: "aws",
      skip: (input) => (roles(input).length === 0 ? "there are no roles" : undefined),
      expected: "a condition on the token's subject that names repository and job",
      remedy: "bring 99-cicd up again with --refresh; somebody has changed a trust policy",
      timeoutSeconds: 60,
      async look(input, world) {
        const { IAMClient, GetRoleCommand } = await import("@aws-sdk/client-iam");
        const client = new IAMClient(world.aws(input.config.region));
        const found = await Promise.all(
          roles(input).map(async ([purpose, arn]) => {
            const { Role } = await client.send(new GetRoleCommand({ RoleName: arn.split("/").at(-1) }), {
              abortSignal: world.signal,
            });
            const subjects = trustedSubjects(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "{}"));
            if (subjects.length === 0) return [`${purpose} trusts any job`];
            return subjects
              .filter(
                (subject) =>
                  !/^repo:[^*:]+\/[^*:]+:[^*]/.test(subject) ||
                  (changing.includes(purpose) && subject.endsWith(":pull_request")),
              )
              .map((subject) => `${purpose} trusts ${subject}`);
          }),
        );
        return found.flat();
      },
    },
  ],
  confirmations: [
    {
      id: "github-reviewers",
      what: "the GitHub environment of this name has reviewers, and only the main branch may deploy to it",
      how: "repository, Settings, Environments",
      applies: ({ profile }) => profile === "stage" || profile === "prod",
    },
    {
      id: "branch-protection",
      what: "nobody pushes to the main branch without a review, and CODEOWNERS reviews each layer",
      how: "repository, Settings, Rules",
      applies: ({ profile }) => profile === "stage" || profile === "prod",
    },
  ],
});

function roles({ outputs }: Input): [string, string][] {
  return Object.entries(outputs.roleArns).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
}
