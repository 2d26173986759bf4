import type { CommonConfig } from "../../shared/config-schema.ts";
import type { World } from "../../shared/gate.ts";
import type { Finding } from "./findings.ts";

/**
 * Whether the credentials belong to the stack's account: anything seen in another one would say nothing about it.
 *
 * @returns a failed finding, or undefined where all is well
 */
export async function findAccountFault(
  { accountId, region }: Pick<CommonConfig, "accountId" | "region">,
  world: Pick<World, "aws">,
): Promise<Finding | undefined> {
  const failed = (got: string): Finding => ({
    check: "account",
    title: "the credentials are of the stack's account",
    status: "failed",
    expected: `credentials of account ${accountId}`,
    got,
    remedy: "log in to that account (aws sso login, AWS_PROFILE) and run the gate again: rollout gate",
    seconds: 0,
    looks: 1,
  });
  try {
    const got = await readCallerAccount(world, region);
    return got === accountId ? undefined : failed(`credentials of account ${got}`);
  } catch (error) {
    return failed((error as Error).message);
  }
}

/** The account of the credentials in use (sts:GetCallerIdentity, which needs no permission). */
export async function readCallerAccount(world: Pick<World, "aws">, region: string): Promise<string> {
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const { Account } = await new STSClient(world.aws(region)).send(new GetCallerIdentityCommand({}));
  return Account ?? "unknown";
}
