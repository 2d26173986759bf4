import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, forAccount, serviceTrust, type Statement } from "../../shared/policy-document.ts";

export interface PipelineRoleArgs {
  service: string;
  /** Only for this account's resources; left out for Lambda, which does not say for whom it assumes a role. */
  accountId?: string;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
  statements: pulumi.Input<readonly Statement[]>;
}

/** One role with one policy. What uses the role must depend on the policy too, or its first use comes too early. */
export function createRole(name: string, args: PipelineRoleArgs, parent: pulumi.Resource) {
  const { service, accountId, permissionsBoundaryArn, statements } = args;
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: serviceTrust(service, accountId === undefined ? undefined : forAccount(accountId)),
      permissionsBoundary: permissionsBoundaryArn,
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.output(statements).apply(policyDocument) },
    { parent },
  );
  return { role, policy };
}
