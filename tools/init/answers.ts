import { z } from "zod";
import { isStrict, type Target } from "../../shared/blueprint.ts";
import { defineLayerConfig } from "../../shared/config-schema.ts";
import { isRegion } from "../../shared/regions.ts";
import { UserError } from "../errors.ts";

/** What a person has said on the command line of where and for whom a blueprint is rendered. */
export interface GivenAnswers {
  product?: string;
  account?: string;
  accountAlias?: string;
  region?: string;
  /** False for none. */
  domain?: string | false;
  dns?: string;
  repository?: string;
  githubOwnerId?: string;
  githubRepositoryId?: string;
  email?: string[];
  phone?: string;
  owner?: string;
  costCenter?: string;
}

/** Asks a person one question; undefined where nobody is there. */
export type Ask = ((question: string) => Promise<string>) | undefined;

interface Question {
  key: string;
  flag: string;
  /** What is asked for, as it stands behind "expected". */
  what: string;
  schema: z.ZodType<unknown, string>;
  given: (flags: GivenAnswers) => string | undefined;
  /** What a person gets for an empty answer. */
  suggestion?: (target: Target, answers: ReadonlyMap<string, string>) => string | undefined;
  /** Whether the suggestion is also taken where nobody can be asked. */
  isSafe?: boolean;
  /** Whether it may be left open. */
  isOptional?: (target: Target | undefined) => boolean;
  /** Only taken from the command line, never asked for. */
  isRare?: boolean;
  applies?: (answers: ReadonlyMap<string, string>) => boolean;
}

const { product, owner } = defineLayerConfig({}).shape;
const emails = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""))
  .pipe(z.array(z.email()).min(1));
const digits = z.string().regex(/^\d+$/);

/** https://docs.github.com/en/actions/concepts/security/openid-connect names repositories "<owner>/<name>". */
const repository = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[\w.-]+$/);
const hostName = z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/);

const questions: readonly Question[] = [
  {
    key: "product",
    flag: "--product <name>",
    what: "the product's short name: 3 to 20 lower-case letters, digits and hyphens, a letter first",
    schema: product,
    given: (flags) => flags.product,
    suggestion: (target) => target.product,
    isSafe: true,
  },
  {
    key: "account",
    flag: "--account <id>",
    what: "the 12 digits of the AWS account",
    schema: z.string().regex(/^\d{12}$/),
    given: (flags) => flags.account,
  },
  {
    key: "accountAlias",
    flag: "--account-alias <name>",
    what: "what the account's own stack is called: letters, digits, hyphens, dots and underscores",
    schema: z.string().regex(/^[A-Za-z0-9][\w.-]{0,99}$/),
    given: (flags) => flags.accountAlias,
    suggestion: (target) => target.environment,
    isSafe: true,
  },
  {
    key: "region",
    flag: "--region <name>",
    what: 'an AWS region such as "us-west-2"',
    schema: z.string().refine(isRegion),
    given: (flags) => flags.region,
    suggestion: (target) => target.region,
  },
  {
    key: "domain",
    flag: "--domain <name> (or --no-domain)",
    what: 'the environment\'s apex domain such as "dev.example.com", or none',
    schema: z.union([z.literal(""), hostName]),
    given: ({ domain }) => (domain === false ? "" : domain),
    // Nobody owns the blueprint's example domain, so it is never suggested.
    isOptional: (target) => target?.domain === undefined,
  },
  {
    key: "dns",
    flag: "--dns <who>",
    what: "create (a hosted zone is made), lookup (one exists) or none (records are made by hand)",
    schema: z.enum(["create", "lookup", "none"]),
    given: (flags) => flags.dns,
    suggestion: (target) => target.domain?.zone ?? "lookup",
    isSafe: true,
    applies: (answers) => (answers.get("domain") ?? "") !== "",
  },
  {
    key: "repository",
    flag: "--repository <owner/name>",
    what: "the GitHub repository that deploys the product, as <owner>/<name>",
    schema: repository,
    given: (flags) => flags.repository,
  },
  {
    key: "githubOwnerId",
    flag: "--github-owner-id <number>",
    what: "the number of the repository's owner, needed for one made after 2026-07-15",
    schema: digits,
    given: (flags) => flags.githubOwnerId,
    isOptional: () => true,
    isRare: true,
  },
  {
    key: "githubRepositoryId",
    flag: "--github-repository-id <number>",
    what: "the number of the repository, needed for one made after 2026-07-15",
    schema: digits,
    given: (flags) => flags.githubRepositoryId,
    isOptional: () => true,
    isRare: true,
  },
  {
    key: "emails",
    flag: "--email <address>",
    what: "e-mail addresses that get notices about cost and alarms",
    schema: emails,
    given: ({ email }) => (email === undefined || email.length === 0 ? undefined : email.join(",")),
  },
  {
    key: "phone",
    flag: "--phone <number>",
    what: "where AWS calls about the account: up to 25 digits, spaces, brackets, hyphens and a plus",
    schema: z.string().regex(/^[\s0-9()+-]{0,25}$/),
    given: (flags) => flags.phone,
    // Security Hub's Account.1 wants somebody to call, and production is held to it.
    isOptional: (target) => target === undefined || !isStrict(target.profile),
  },
  {
    key: "owner",
    flag: "--owner <team>",
    what: "the team that owns the layers",
    schema: owner,
    given: (flags) => flags.owner,
    suggestion: (target) => target.owner,
    isSafe: true,
  },
  {
    key: "costCenter",
    flag: "--cost-center <name>",
    what: "the cost center, for tags",
    schema: owner,
    given: (flags) => flags.costCenter,
    suggestion: (_target, answers) => answers.get("product"),
    isSafe: true,
  },
];

/**
 * Settles where and for whom a blueprint is rendered: by flags, then by asking, then by what can safely be suggested.
 *
 * @param suggested the blueprint's own target for the environment; undefined where that is not known, which is a fault
 * @param before what is missing or wrong already
 * @throws UserError with everything that is missing or wrong at once
 */
export async function settleTarget(
  flags: GivenAnswers,
  suggested: Target | undefined,
  ask: Ask,
  before: readonly string[],
): Promise<Target> {
  const answers = new Map<string, string>();
  const faults = [...before];
  for (const question of questions) {
    const { key, flag, what, schema, applies, isOptional } = question;
    const given = question.given(flags);
    if (applies?.(answers) === false) {
      if (given !== undefined) faults.push(`${flag} means nothing without --domain; drop it`);
      continue;
    }
    const suggestion = suggested && question.suggestion?.(suggested, answers);
    let answer = given;
    if (answer === undefined && ask !== undefined && question.isRare !== true) {
      answer = await askUntilGood(question, suggestion, ask);
    }
    if (answer === undefined && question.isSafe === true) answer = suggestion;
    if (answer === undefined) {
      const mayBeOpen = isOptional?.(suggested) === true || question.isSafe === true;
      if (!mayBeOpen) faults.push(`${flag} is missing, expected ${what}`);
    } else if (!schema.safeParse(answer).success) {
      faults.push(`${flag.split(" ")[0]} is wrong, expected ${what}, got "${answer}"`);
    } else {
      answers.set(key, answer);
    }
  }
  if (suggested !== undefined && faults.length === 0) return buildTarget(suggested, answers);
  throw new UserError(
    `the environment is not described completely:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    { remedy: "add or correct these flags, or run it in a terminal, where it asks; nothing was written" },
  );
}

async function askUntilGood(
  { what, schema, isOptional }: Question,
  suggestion: string | undefined,
  ask: NonNullable<Ask>,
): Promise<string> {
  const shown = suggestion === undefined ? (isOptional === undefined ? "" : " [none]") : ` [${suggestion}]`;
  let complaint = "";
  for (;;) {
    const typed = await ask(`${complaint}${what}${shown}: `);
    const answer = typed === "" ? (suggestion ?? "") : typed;
    if (schema.safeParse(answer).success) return answer;
    complaint = `"${typed}" is not that. `;
  }
}

function buildTarget(suggested: Target, answers: ReadonlyMap<string, string>): Target {
  const text = (key: string): string => answers.get(key) ?? "";
  const [githubOwner = "", name = ""] = text("repository").split("/");
  const domain = text("domain");
  return {
    profile: suggested.profile,
    environment: suggested.environment,
    product: text("product"),
    account: { id: text("account"), alias: text("accountAlias") },
    region: text("region"),
    domain: domain === "" ? undefined : { name: domain, zone: zones.parse(text("dns")) },
    github: {
      owner: githubOwner,
      repository: name,
      ...(answers.has("githubOwnerId") && { ownerId: text("githubOwnerId") }),
      ...(answers.has("githubRepositoryId") && { repositoryId: text("githubRepositoryId") }),
    },
    emails: emails.parse(text("emails")),
    ...(text("phone") !== "" && { phone: text("phone") }),
    owner: text("owner"),
    costCenter: text("costCenter"),
  };
}

const zones = z.enum(["create", "lookup", "none"]);
