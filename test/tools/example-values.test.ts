import { expect, test } from "@jest/globals";
import { fileURLToPath } from "node:url";
import { findExampleValues, refuseExampleValues } from "../../tools/example-values.ts";
import { openProject } from "../../tools/project.ts";
import { copyRepository, rollout } from "../support/repository-copy.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the committed example cannot be brought up by an account's number alone", async () => {
  const { plan } = await openProject({ directory: root, env: "dev" });
  const ends = plan.nodes.filter(({ layer }) => layer.name === "00-account" || layer.name === "99-cicd");
  expect(() => refuseExampleValues(ends)).toThrow(
    [
      "the configuration has values that were only made up as an example:",
      '  - 00-account/dev: "account.contacts.billing.email" is the example\'s e-mail address',
      '  - 00-account/dev: "account.contacts.operations.email" is the example\'s e-mail address',
      '  - 00-account/dev: "account.contacts.security.email" is the example\'s e-mail address',
      '  - 00-account/dev: "account.billing.emails[0]" is the example\'s e-mail address',
      '  - 00-account/dev: "account.deployRole.github[0]" is GitHub\'s user "example"',
      '  - 99-cicd/dev: "cicd.backend.github[0]" is GitHub\'s user "example"',
      '  - 99-cicd/dev: "cicd.frontend.github[0]" is GitHub\'s user "example"',
      '  - 99-cicd/dev: "cicd.infraPreview.github[0]" is GitHub\'s user "example"',
      '  - 99-cicd/dev: "cicd.drift.github[0]" is GitHub\'s user "example"',
      '  - 99-cicd/dev: "cicd.infraUp.github[0]" is GitHub\'s user "example"',
    ].join("\n"),
  );
});

test("what rollout init writes has none, but for what only a person can make", async () => {
  const repository = await copyRepository();
  const own = ["--account", "123456789012", "--region", "us-east-1", "--repository", "acme/tap"];
  const domain = ["--domain", "tap.acme.test", "--dns", "none", "--email", "ops@acme.test"];
  await rollout(repository, ["init", "--blueprint", "tap", "--env", "poc", ...own, ...domain]);
  const { plan } = await openProject({ directory: repository, env: "poc" });
  expect(findExampleValues(plan.nodes)).toEqual([
    '50-auth/poc: "auth.cognito.google.clientId" is the example\'s OAuth app',
  ]);
});
