import { allow, type Statement } from "../../shared/policy-document.ts";
import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";

/** What the delivery needs of 30-ecs. */
export type Compute = Pick<OutputValues<typeof compute>, (typeof computeKeys)[number]>;
export const computeKeys = [
  "appUrl",
  "clusterArn",
  "engine",
  "migration",
  "repositories",
  "services",
] as const;

/** What delivering the backend takes on the engine that runs it: images, one migration, new versions of the services. */
export function backendStatements(compute: Compute, parameterArn: string): Statement[] {
  return [
    allow("ReadDeliverySettings", ["ssm:GetParameter"], parameterArn),
    ...pushStatements(compute),
    ...engineStatements(compute),
    ...migrationStatements(compute),
    ...passStatements(compute),
  ];
}

function pushStatements({ repositories }: Compute): Statement[] {
  const arns = sorted(Object.values(repositories).map(({ arn }) => arn));
  if (arns.length === 0) return [];
  return [
    // ECR hands out one token for the whole registry, so this action knows no resource.
    allow("LogInToEcr", ["ecr:GetAuthorizationToken"], "*"),
    allow(
      "PushImages",
      [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImageScanFindings",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      arns,
    ),
  ];
}

function engineStatements({ engine, services, clusterArn }: Compute): Statement[] {
  const arns = sorted(Object.values(services).flatMap(({ arn }) => arn ?? []));
  if (arns.length === 0) return [];
  switch (engine) {
    case "fargate":
      return [
        ...revisionStatements(),
        allow("UpdateServices", ["ecs:DescribeServices", "ecs:UpdateService"], arns),
        ...(clusterArn === undefined ? [] : [watchTasks(clusterArn)]),
      ];
    case "ecs-express":
      return [
        ...revisionStatements(),
        allow(
          "UpdateServices",
          ["ecs:DescribeExpressGatewayService", "ecs:DescribeServices", "ecs:UpdateExpressGatewayService"],
          arns,
        ),
        ...(clusterArn === undefined ? [] : [watchTasks(clusterArn)]),
      ];
    case "apprunner":
      return [
        allow(
          "UpdateServices",
          [
            "apprunner:DescribeService",
            "apprunner:ListOperations",
            "apprunner:StartDeployment",
            "apprunner:UpdateService",
          ],
          arns,
        ),
      ];
    case "lambda": {
      // A function is published under its alias, whose ARN ends in ":live"; its code hangs on the function.
      const functions = sorted(arns.map((arn) => arn.split(":").slice(0, 7).join(":")));
      return [
        allow(
          "UpdateFunctions",
          [
            "lambda:GetAlias",
            "lambda:GetFunction",
            "lambda:GetFunctionConfiguration",
            "lambda:PublishVersion",
            "lambda:UpdateAlias",
            "lambda:UpdateFunctionCode",
          ],
          functions.flatMap((arn) => [arn, `${arn}:*`]),
        ),
      ];
    }
  }
}

/** ECS knows no resource for these (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html). */
function revisionStatements(): Statement[] {
  return [
    allow("RegisterRevisions", ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"], "*"),
    {
      ...allow("TagNewRevisions", ["ecs:TagResource"], "*"),
      Condition: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    },
  ];
}

function watchTasks(clusterArn: string): Statement {
  return {
    ...allow("WatchTasks", ["ecs:DescribeTasks", "ecs:ListTasks"], "*"),
    Condition: { ArnEquals: { "ecs:cluster": clusterArn } },
  };
}

function migrationStatements({ migration }: Compute): Statement[] {
  if (migration === undefined) return [];
  const { taskDefinitionArn, clusterArn, logGroupName } = migration;
  const [, , , region, accountId] = taskDefinitionArn.split(":");
  return [
    {
      // The delivery registers a revision with the new image, so any of this family.
      ...allow("RunMigration", ["ecs:RunTask"], `${withoutRevision(taskDefinitionArn)}:*`),
      Condition: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
    allow(
      "ReadMigrationLog",
      ["logs:FilterLogEvents", "logs:GetLogEvents"],
      `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*`,
    ),
  ];
}

const runners: Record<Compute["engine"], string[]> = {
  fargate: ["ecs-tasks.amazonaws.com"],
  "ecs-express": ["ecs-tasks.amazonaws.com"],
  apprunner: ["build.apprunner.amazonaws.com", "tasks.apprunner.amazonaws.com"],
  lambda: ["lambda.amazonaws.com"],
};

/** Only the roles that the services have already, and only to what runs them: nobody gains anything by passing them. */
function passStatements({ engine, services, migration }: Compute): Statement[] {
  // A function keeps its role when its code changes.
  const used = engine === "lambda" ? [] : [...Object.values(services), ...(migration ? [migration] : [])];
  const roles = sorted(
    used.flatMap(({ taskRoleArn, executionRoleArn }) =>
      executionRoleArn === undefined ? [taskRoleArn] : [taskRoleArn, executionRoleArn],
    ),
  );
  if (roles.length === 0) return [];
  return [
    {
      ...allow("PassTaskRoles", ["iam:PassRole"], roles),
      Condition: { StringEquals: { "iam:PassedToService": runners[engine] } },
    },
  ];
}

function withoutRevision(taskDefinitionArn: string): string {
  return taskDefinitionArn.replace(/:\d+$/, "");
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
