import { allowsOf, conditionValues, type Statement } from "../policy-document.ts";
import type { Problem } from "../rule.ts";
import { resourceRule } from "../rule.ts";

const issuer = "token.actions.githubusercontent.com";
/** A subject that names at least an owner and a repository, both without wildcards. */
const boundSubject = /^repo:[^*?/:]+\/[^*?/:]+:[^*?]/;

export default resourceRule({
  title: "Only workflows of named repositories and branches may take a role",
  controls: ["CKV_AWS_358"],
  types: ["aws:iam/role:Role"],
  check: ({ properties }) =>
    allowsOf(properties["assumeRolePolicy"])
      .filter(({ principals }) => principals["Federated"]?.some((arn) => arn.endsWith(issuer)) === true)
      .map(checkTrust)
      .find((problem) => problem !== undefined),
  remedy: "bind both: any repository on GitHub gets a token from the same issuer",
  source:
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
});

function checkTrust(statement: Statement): Problem | undefined {
  const audiences = conditionValues(statement, `${issuer}:aud`);
  if (audiences.length === 0 || audiences.some((audience) => audience.includes("*")))
    return 'the trust is not bound to an audience, expected "sts.amazonaws.com", got none';
  const subjects = conditionValues(statement, `${issuer}:sub`);
  const loose = subjects.find((subject) => !boundSubject.test(subject));
  if (subjects.length > 0 && loose === undefined) return undefined;
  return `the trust is not bound to a repository, expected subjects such as "repo:owner/name:environment:prod", got ${loose === undefined ? "none" : `"${loose}"`}`;
}
