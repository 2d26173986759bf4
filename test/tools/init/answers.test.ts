import { expect, test } from "@jest/globals";
import { exampleTarget } from "../../../shared/blueprint.ts";
import { settleTarget, type GivenAnswers } from "../../../tools/init/answers.ts";

const suggested = exampleTarget("dev", "shop", { region: "eu-west-1" });
const withDomain = { ...suggested, domain: { name: "shop.example.com", zone: "create" as const } };

const given: GivenAnswers = {
  account: "123456789012",
  region: "us-west-2",
  repository: "acme/shop",
  email: ["ops@acme.example", "cfo@acme.example"],
  phone: "+1 555 0199",
};

/** Answers questions in turn and keeps them. */
function person(...answers: string[]) {
  const questions: string[] = [];
  const ask = (question: string): Promise<string> => {
    questions.push(question);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`nobody answers "${question}"`);
    return Promise.resolve(answer);
  };
  return { questions, ask };
}

test("what a machine may not guess comes from flags, the rest from the blueprint", async () => {
  expect(await settleTarget(given, suggested, undefined, [])).toEqual({
    profile: "dev",
    environment: "dev",
    product: "shop",
    account: { id: "123456789012", alias: "dev" },
    region: "us-west-2",
    domain: undefined,
    github: { owner: "acme", repository: "shop" },
    emails: ["ops@acme.example", "cfo@acme.example"],
    phone: "+1 555 0199",
    owner: "platform",
    costCenter: "shop",
  });
});

test("production needs a number that AWS can call, elsewhere it may be left open", async () => {
  const { phone: _phone, ...silent } = given;
  const production = exampleTarget("prod", "shop", { region: "eu-west-1" });
  expect(await settleTarget(silent, suggested, undefined, [])).not.toHaveProperty("phone");
  await expect(settleTarget(silent, production, undefined, [])).rejects.toThrow(
    "--phone <number> is missing, expected where AWS calls about the account",
  );
});

test("a domain brings the question who looks after its zone, which the blueprint answers", async () => {
  const target = await settleTarget({ ...given, domain: "acme.example" }, withDomain, undefined, []);
  expect(target.domain).toEqual({ name: "acme.example", zone: "create" });
});

test.each<[string, GivenAnswers, string]>([
  [
    "an account",
    { account: "1234" },
    '--account is wrong, expected the 12 digits of the AWS account, got "1234"',
  ],
  [
    "a region",
    { region: "mars" },
    '--region is wrong, expected an AWS region such as "us-west-2", got "mars"',
  ],
  [
    "a repository",
    { repository: "https://github.com/acme/shop" },
    '--repository is wrong, expected the GitHub repository that deploys the product, as <owner>/<name>, got "https://github.com/acme/shop"',
  ],
  [
    "an e-mail address",
    { email: ["ops"] },
    '--email is wrong, expected e-mail addresses that get notices about cost and alarms, got "ops"',
  ],
  [
    "a domain",
    { domain: "http://acme.example" },
    '--domain is wrong, expected the environment\'s apex domain such as "dev.example.com", or none, got "http://acme.example"',
  ],
  [
    "a product",
    { product: "Shop" },
    `--product is wrong, expected the product's short name: 3 to 20 lower-case letters, digits and hyphens, a letter first, got "Shop"`,
  ],
  ["a zone without a domain", { dns: "none" }, "--dns <who> means nothing without --domain; drop it"],
])("%s that is wrong is refused", async (_what, wrong, message) => {
  await expect(settleTarget({ ...given, ...wrong }, suggested, undefined, [])).rejects.toMatchObject({
    message: `the environment is not described completely:\n  - ${message}`,
  });
});

test("everything that is missing is told at once, also what was missing before", async () => {
  await expect(settleTarget({}, withDomain, undefined, ["--env <name> is missing"])).rejects.toMatchObject({
    message: [
      "the environment is not described completely:",
      "  - --env <name> is missing",
      "  - --account <id> is missing, expected the 12 digits of the AWS account",
      '  - --region <name> is missing, expected an AWS region such as "us-west-2"',
      '  - --domain <name> (or --no-domain) is missing, expected the environment\'s apex domain such as "dev.example.com", or none',
      "  - --repository <owner/name> is missing, expected the GitHub repository that deploys the product, as <owner>/<name>",
      "  - --email <address> is missing, expected e-mail addresses that get notices about cost and alarms",
    ].join("\n"),
    remedy: "add or correct these flags, or run it in a terminal, where it asks; nothing was written",
  });
});

test("a person is asked for what no flag says, gets the suggestion for an empty answer and a second try", async () => {
  const { ask, questions } = person(
    "",
    "nope",
    "123456789012",
    "",
    "",
    "",
    "acme/shop",
    "ops@acme.example",
    "",
    "",
    "money",
  );
  const target = await settleTarget({}, withDomain, ask, []);
  expect(questions).toEqual([
    "the product's short name: 3 to 20 lower-case letters, digits and hyphens, a letter first [shop]: ",
    "the 12 digits of the AWS account: ",
    '"nope" is not that. the 12 digits of the AWS account: ',
    "what the account's own stack is called: letters, digits, hyphens, dots and underscores [dev]: ",
    'an AWS region such as "us-west-2" [eu-west-1]: ',
    'the environment\'s apex domain such as "dev.example.com", or none [none]: ',
    "the GitHub repository that deploys the product, as <owner>/<name>: ",
    "e-mail addresses that get notices about cost and alarms: ",
    "where AWS calls about the account: up to 25 digits, spaces, brackets, hyphens and a plus [none]: ",
    "the team that owns the layers [platform]: ",
    "the cost center, for tags [shop]: ",
  ]);
  expect(target).toMatchObject({ region: "eu-west-1", domain: undefined, costCenter: "money" });
});
