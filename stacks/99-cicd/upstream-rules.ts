import type { Known } from "../../shared/stack-reference.ts";
import type { CicdConfig } from "./config.ts";

/** What the account layer published, as far as it is known. */
export interface Published {
  githubOidcProviderArn: Known<string> | undefined;
  permissionsBoundaryArn: Known<string> | undefined;
}

export interface UpstreamFault {
  key: string;
  message: string;
}

/** Where the configuration asks for what 00-account does not offer; call it where that is known. */
export function findUpstreamFaults({ cicd }: CicdConfig, published: Published): UpstreamFault[] {
  const roles = (["backend", "frontend", "infraPreview", "drift", "infraUp"] as const).filter(
    (role) => cicd[role] !== undefined,
  );
  const faults: UpstreamFault[] = [];
  if (roles.length > 0 && published.githubOidcProviderArn === undefined) {
    faults.push({
      key: "cicd",
      message:
        `has ${roles.join(", ")}, but 00-account knows no OIDC provider for GitHub Actions; ` +
        "set account.githubOidc to create or adopt there",
    });
  }
  if (cicd.infraUp !== undefined && published.permissionsBoundaryArn === undefined) {
    faults.push({
      key: "cicd.infraUp",
      message:
        "makes roles, but 00-account has no boundary for them; set account.permissionsBoundary to true there",
    });
  }
  return faults;
}
