import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { githubIssuer } from "../../shared/github-subjects.ts";
import { ConfigError } from "../../shared/layer-config.ts";
import type { AccountSettings } from "./config.ts";

/** What was in the account before this stack and is used by it. */
export interface Adopted {
  githubOidcProviderArn: string | undefined;
  guarddutyDetectorId: string | undefined;
}

/**
 * Looks up what the configuration says to adopt, before anything is made.
 *
 * @throws ConfigError naming everything that is not there
 */
export async function findAdopted(
  settings: Pick<AccountSettings, "githubOidc" | "guardduty">,
  opts: pulumi.InvokeOptions,
): Promise<Adopted> {
  const faults: string[] = [];
  const find = async (key: "githubOidc" | "guardduty", what: string, look: () => Promise<string>) => {
    if (settings[key] !== "adopt") return undefined;
    try {
      return await look();
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).replace(
        /^.* returned an error: /s,
        "",
      );
      faults.push(
        `account.${key} is "adopt", expected ${what}, got: ${reason}; choose "create" where there is none`,
      );
      return undefined;
    }
  };

  const githubOidcProviderArn = await find(
    "githubOidc",
    "the account's OIDC provider for GitHub Actions",
    async () => (await aws.iam.getOpenIdConnectProvider({ url: `https://${githubIssuer}` }, opts)).arn,
  );
  const guarddutyDetectorId = await find(
    "guardduty",
    "a detector in this region",
    async () => (await aws.guardduty.getDetector({}, opts)).id,
  );
  if (faults.length > 0) {
    throw new ConfigError(
      `the account holds less than its configuration says:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
  }
  return { githubOidcProviderArn, guarddutyDetectorId };
}
