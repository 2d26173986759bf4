import type { World } from "../../shared/gate.ts";
import { quotas } from "../../shared/quotas.ts";
import { isServiceAvailable, regionsWith } from "../../shared/regions.ts";
import { readCallerAccount } from "../gates/account.ts";
import { breaks, ok, warns, type DoctorFinding } from "./findings.ts";
import type { QuotaUse, StackNeeds } from "./needs.ts";
import { countUsed } from "./quota-use.ts";

type Aws = Pick<World, "aws">;

/** Whether the credentials are those of the one account that the stacks may touch. */
export async function checkCredentials(
  world: Aws,
  stacks: readonly { id: string; accountId: string; region: string }[],
): Promise<DoctorFinding[]> {
  const subject = "credentials";
  const [first] = stacks;
  if (first === undefined) return [];
  let account: string;
  try {
    account = await readCallerAccount(world, first.region);
  } catch (error) {
    const { name, message } = error as Error;
    const remedy = "log in: aws sso login, or set AWS_PROFILE";
    return [breaks(subject, `AWS does not know who you are (${name}: ${message})`, remedy)];
  }
  const others = stacks.filter(({ accountId }) => accountId !== account);
  if (others.length === 0) return [ok(subject, `of account ${account}, as configured`)];
  return [...new Set(others.map(({ accountId }) => accountId))].map((accountId) => {
    const ids = others.filter((stack) => stack.accountId === accountId).map(({ id }) => id);
    return breaks(
      subject,
      `are of account ${account}, expected ${accountId} for ${ids.join(", ")}`,
      `log in to account ${accountId}, or correct accountId in the stack files`,
    );
  });
}

/** Whether each region has the services that the layers use there. */
export function checkRegions(stacks: readonly StackNeeds[]): DoctorFinding[] {
  return stacks.flatMap(({ id, region, needs: { services = [] } }) =>
    services.map((service) =>
      isServiceAvailable(service, region)
        ? ok("region", `${region} has ${service} for ${id}`)
        : breaks(
            "region",
            `${region} has no ${service}, which ${id} uses`,
            `choose one of ${regionsWith(service).join(", ")}, or a configuration without it`,
          ),
    ),
  );
}

/** Whether the account may have as much as the configuration uses, beside what is there already. */
export async function checkQuotas(world: Aws, uses: readonly QuotaUse[]): Promise<DoctorFinding[]> {
  return Promise.all(uses.map((use) => checkQuota(world, use)));
}

async function checkQuota(world: Aws, { region, quota, total, toCome }: QuotaUse): Promise<DoctorFinding> {
  const { title, service, code } = quotas[quota];
  const subject = "quota";
  const link = `https://${region}.console.aws.amazon.com/servicequotas/home/services/${service}/quotas/${code}`;
  const remedy = `ask for more, which takes hours to days: ${link}`;
  try {
    const [allowed, used] = await Promise.all([
      readQuota(world, region, service, code),
      countUsed(world, region, quota),
    ]);
    if (allowed === undefined)
      return warns(subject, `${title} in ${region}: AWS names no limit`, `look: ${link}`);
    // Nobody counts what is used of some quotas; then our own use has to fit at least.
    const needed = used === undefined ? total : used + toCome;
    const told =
      used === undefined
        ? `${title} in ${region}: ${round(total)} needed of ${allowed}`
        : `${title} in ${region}: ${used} in use and ${round(toCome)} to come, of ${allowed}`;
    return needed > allowed ? breaks(subject, told, remedy) : ok(subject, told);
  } catch (error) {
    const { name, message } = error as Error;
    return warns(subject, `${title} in ${region} cannot be read (${name}: ${message})`, `look: ${link}`);
  }
}

/** The account's own limit, or AWS's where the account has none. */
async function readQuota(
  world: Aws,
  region: string,
  ServiceCode: string,
  QuotaCode: string,
): Promise<number | undefined> {
  const { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand, ServiceQuotasClient } =
    await import("@aws-sdk/client-service-quotas");
  const client = new ServiceQuotasClient(world.aws(region));
  try {
    return (await client.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }))).Quota?.Value;
  } catch (error) {
    if ((error as Error).name !== "NoSuchResourceException") throw error;
    return (await client.send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode }))).Quota?.Value;
  }
}

/** Whether the account's OIDC providers are as each stack that is still to come takes them to be. */
export async function checkOidcProviders(
  world: Aws,
  stacks: readonly StackNeeds[],
): Promise<DoctorFinding[]> {
  const wanting = stacks.filter(({ needs }) => needs.oidcProvider !== undefined);
  const [first] = wanting;
  if (first === undefined) return [];
  const { IAMClient, ListOpenIDConnectProvidersCommand } = await import("@aws-sdk/client-iam");
  const { OpenIDConnectProviderList = [] } = await new IAMClient(world.aws(first.region)).send(
    new ListOpenIDConnectProvidersCommand({}),
  );
  const subject = "OIDC provider";
  return wanting.flatMap(({ id, isDeployed, needs: { oidcProvider } }) => {
    if (oidcProvider === undefined) return [];
    const { issuer, must } = oidcProvider;
    const exists = OpenIDConnectProviderList.some(({ Arn }) => Arn?.endsWith(`/${issuer}`));
    if (must === "exist" ? exists : isDeployed || !exists)
      return [ok(subject, `${issuer}: as ${id} needs it`)];
    return must === "exist"
      ? breaks(
          subject,
          `${issuer} is not in the account, and ${id} adopts it`,
          "set account.githubOidc: create",
        )
      : breaks(
          subject,
          `${issuer} is in the account already, and ${id} creates it; an account has only one`,
          "set account.githubOidc: adopt",
        );
  });
}

function round(count: number): number {
  return Math.round(count * 100) / 100;
}
