import { parameterPathStatements } from "../../shared/components/policy-statements.ts";
import { allow, type Statement } from "../../shared/policy-document.ts";
import type { CognitoConfig } from "./config.ts";

const poolActions: Readonly<Record<CognitoConfig["appAccess"], readonly string[]>> = {
  none: [],
  read: [
    "cognito-idp:AdminGetUser",
    "cognito-idp:AdminListGroupsForUser",
    "cognito-idp:ListGroups",
    "cognito-idp:ListUsers",
    "cognito-idp:ListUsersInGroup",
  ],
  manage: [
    "cognito-idp:AdminAddUserToGroup",
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminDeleteUser",
    "cognito-idp:AdminDisableUser",
    "cognito-idp:AdminEnableUser",
    "cognito-idp:AdminGetUser",
    "cognito-idp:AdminListGroupsForUser",
    "cognito-idp:AdminRemoveUserFromGroup",
    "cognito-idp:AdminResetUserPassword",
    "cognito-idp:AdminUpdateUserAttributes",
    "cognito-idp:AdminUserGlobalSignOut",
    "cognito-idp:ListGroups",
    "cognito-idp:ListUsers",
    "cognito-idp:ListUsersInGroup",
  ],
};

/** What the app's own role gets from this layer. */
export interface AppGrants {
  /** ARNs of the SSM paths below which this layer publishes. */
  settingPathArns: readonly string[];
  clientSecretArn: string | undefined;
  userPoolArn: string | undefined;
  appAccess: CognitoConfig["appAccess"];
  /** Where messages to open WebSocket connections are sent. */
  connectionsArn: string | undefined;
}

/** Signing in takes no rights at all: the app talks to Cognito's public endpoints. */
export function appStatements(grants: AppGrants): Statement[] {
  const { settingPathArns, clientSecretArn, userPoolArn, appAccess, connectionsArn } = grants;
  const actions = poolActions[appAccess];
  return [
    ...settingPathArns.flatMap((arn) =>
      parameterPathStatements(arn, undefined).map((statement) => {
        const { Sid, ...unnamed } = statement;
        return unnamed;
      }),
    ),
    ...(clientSecretArn === undefined
      ? []
      : [allow("ReadClientSecret", ["secretsmanager:GetSecretValue"], clientSecretArn)]),
    ...(userPoolArn === undefined || actions.length === 0
      ? []
      : [allow("UseUserPool", [...actions], userPoolArn)]),
    ...(connectionsArn === undefined
      ? []
      : [allow("SendToConnections", ["execute-api:ManageConnections"], connectionsArn)]),
  ];
}
