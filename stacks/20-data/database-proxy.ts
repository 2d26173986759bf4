import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseArgs } from "./database.ts";
import type { DatabaseServer } from "./database-server.ts";
import { forAccount, serviceTrust } from "../../shared/policy-document.ts";
import { proxyPolicy } from "./role-policies.ts";

/**
 * RDS Proxy before the database, in its subnets and its security group, which has to let itself in.
 *
 * @returns the proxy's host name; undefined where the configuration wants none
 */
export function createProxy(
  name: string,
  { scope, config, subnetIds, securityGroupId, kmsKeyArn, permissionsBoundaryArn }: DatabaseArgs,
  server: DatabaseServer,
  secrets: (pulumi.Output<string> | undefined)[],
  parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
  if (!config.proxy) return undefined;
  const secretArns = secrets.filter((arn) => arn !== undefined);
  const role = new aws.iam.Role(
    `${name}-proxy`,
    {
      description: "Lets RDS Proxy read the database users' secrets",
      assumeRolePolicy: serviceTrust("rds.amazonaws.com", forAccount(scope.accountId)),
      permissionsBoundary: permissionsBoundaryArn,
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-proxy`,
    {
      role: role.name,
      policy: pulumi
        .all([pulumi.all(secretArns), pulumi.output(kmsKeyArn)])
        .apply(([arns, key]) => proxyPolicy(arns, key, scope.region)),
    },
    { parent: role },
  );
  const proxy = new aws.rds.Proxy(
    name,
    {
      engineFamily: "POSTGRESQL",
      requireTls: true,
      roleArn: role.arn,
      vpcSubnetIds: subnetIds,
      vpcSecurityGroupIds: [securityGroupId],
      auths: secretArns.map((secretArn) => ({
        authScheme: "SECRETS",
        secretArn,
        iamAuth: "DISABLED",
        clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
      })),
    },
    { parent, dependsOn: policy },
  );
  const targets = new aws.rds.ProxyDefaultTargetGroup(
    name,
    { dbProxyName: proxy.name, connectionPoolConfig: { maxConnectionsPercent: 90 } },
    { parent: proxy },
  );
  new aws.rds.ProxyTarget(
    name,
    {
      dbProxyName: proxy.name,
      targetGroupName: targets.name,
      ...(config.engine === "postgres"
        ? { dbInstanceIdentifier: server.identifier }
        : { dbClusterIdentifier: server.identifier }),
    },
    { parent: proxy },
  );
  return proxy.endpoint;
}
