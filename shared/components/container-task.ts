import * as pulumi from "@pulumi/pulumi";
import { fitName, logGroupName, resourceName, tracedName, type Scope } from "../naming.ts";
import type { ContainerConfig } from "./container-config.ts";
import {
  collectorContainer,
  collectorEnvironment,
  type ContainerDefinition,
} from "./container-definitions.ts";
import {
  grantNames,
  settleContainer,
  type ContainerSettings,
  type Surroundings,
} from "./container-settings.ts";
import type { FargateTaskArgs } from "./fargate-task.ts";
import type { Statement } from "../policy-document.ts";

/** What all tasks of a layer share. */
export interface TaskSetting {
  scope: Scope;
  surroundings: pulumi.Output<Surroundings>;
  architecture: "amd64" | "arm64";
  obs: { logRetentionDays: number; tracing: "off" | "adot"; collectorImage: string };
  logKmsKeyArn: pulumi.Input<string | undefined>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
}

/** A container's settings and, one by name, the policies of its role. */
export function settle(
  name: string,
  container: ContainerConfig,
  { surroundings }: TaskSetting,
  tracing: boolean,
): { settings: pulumi.Output<ContainerSettings>; grants: Record<string, pulumi.Output<Statement[]>> } {
  const settings = surroundings.apply((around) => settleContainer(name, container, around, tracing));
  const grants = Object.fromEntries(
    grantNames(container, tracing).map((grant) => [grant, settings.apply((all) => all.grants[grant] ?? [])]),
  );
  return { settings, grants };
}

/** The task of one configured container, with the tracing collector beside it where tracing is on. */
export function planTask(
  name: string,
  container: ContainerConfig & { port?: number | undefined; graceSeconds?: number | undefined },
  setting: TaskSetting,
): FargateTaskArgs {
  const { scope, obs } = setting;
  const tracing = obs.tracing === "adot";
  const logGroup = logGroupName(scope, "ecs", name);
  const { settings, grants } = settle(name, container, setting, tracing);
  const traced = tracing ? collectorEnvironment(tracedName(scope, name)) : {};
  return {
    accountId: scope.accountId,
    family: fitName(resourceName(scope, name), 255),
    cpu: container.cpu,
    memory: container.memory,
    architecture: setting.architecture,
    containers: settings.apply((all) => [
      appContainer(name, container, all, traced, logGroup, scope.region),
      ...(tracing ? [collectorContainer(obs.collectorImage, logGroup, scope.region)] : []),
    ]),
    writablePaths: { [name]: container.readonlyRootFilesystem ? container.writablePaths : [] },
    startAccess: settings,
    grants,
    permissionsBoundaryArn: setting.permissionsBoundaryArn,
    logGroupName: logGroup,
    logRetentionDays: obs.logRetentionDays,
    logKmsKeyArn: setting.logKmsKeyArn,
  };
}

/** The app's own container. */
export function appContainer(
  name: string,
  container: ContainerConfig & { port?: number | undefined; graceSeconds?: number | undefined },
  settings: ContainerSettings,
  environment: Readonly<Record<string, string>>,
  logGroup: string,
  region: string,
): ContainerDefinition {
  return {
    name,
    image: settings.image,
    command: container.command,
    essential: true,
    port: container.port,
    environment: { ...environment, ...settings.environment },
    secrets: settings.secrets,
    readonlyRootFilesystem: container.readonlyRootFilesystem,
    writablePaths: container.readonlyRootFilesystem ? container.writablePaths : [],
    healthCommand: container.healthCommand,
    graceSeconds: container.graceSeconds,
    stopTimeoutSeconds: container.stopTimeoutSeconds,
    logGroupName: logGroup,
    region,
  };
}
