import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const cluster = "aws:ecs/cluster:Cluster";
const providers = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const express = "aws:ecs/expressGatewayService:ExpressGatewayService";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const secret = "aws:secretsmanager/secret:Secret";

const role = (aws: Account, principal: string, name: string) =>
  aws.create("aws:iam/role:Role", name, {
    name,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: principal }, Action: "sts:AssumeRole" }],
    }),
  });

const api = {
  name: "api",
  image: "public.ecr.aws/docker/library/busybox:stable",
  portMappings: [{ name: "api", containerPort: 3000, hostPort: 3000 }],
};
const rename = (container: Properties, name: string) => ({ ...container, name });

/** A task of one container, changed by `container`, on Fargate. */
const task = (aws: Account, container: Properties = {}, inputs: Properties = {}): Promise<Made> =>
  aws.create(taskDefinition, "api", {
    family: "api",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([{ ...api, ...container }]),
    ...inputs,
  });
const taskWith = (container: Properties, inputs: Properties) => (aws: Account) =>
  task(aws, container, inputs);
const containers = (...all: Properties[]) => taskWith({}, { containerDefinitions: JSON.stringify(all) });

/** Where tasks may run: a cluster with Fargate, a subnet and a security group. */
async function surroundings(aws: Account): Promise<Properties> {
  const main = await aws.create(cluster, "main", { name: "main" });
  await aws.create(providers, "main", { clusterName: "main", capacityProviders: ["FARGATE"] });
  const vpc = await aws.vpc();
  const subnet = await aws.subnet(vpc, "a", "10.0.0.0/24");
  const group = await aws.group(vpc, "app");
  return {
    cluster: main.id,
    networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id] },
  };
}

const run = async (aws: Account, inputs: Properties = {}, container: Properties = {}): Promise<Made> =>
  await aws.create(service, "api", {
    name: "api",
    ...(await surroundings(aws)),
    taskDefinition: String(
      (await task(aws, container, { executionRoleArn: "arn:aws:iam::444455556666:role/start" }))["arn"],
    ),
    ...inputs,
  });
const runWith =
  (inputs: Properties, container: Properties = {}) =>
  (aws: Account) =>
    run(aws, inputs, container);
const fargate = [{ capacityProvider: "FARGATE", weight: 1 }];

/** A target group that a rule forwards to, unless the rule is still to come. */
async function entrance(aws: Account, isRouted = true): Promise<{ group: string; rule: string }> {
  const group = await aws.create(targetGroup, "api", { name: "api", port: 3000, protocol: "HTTP" });
  const rule = "arn:aws:elasticloadbalancing:us-west-1:111122223333:listener-rule/app/web/1/2/3";
  if (isRouted) {
    aws.put("aws:lb/listenerRule:ListenerRule", rule, {
      actions: [{ type: "forward", targetGroupArn: group.id }],
    });
  }
  return { group: group.id, rule };
}

const balanced = async (aws: Account, change: Properties = {}, isRouted = true) => {
  const { group } = await entrance(aws, isRouted);
  return await run(aws, {
    loadBalancers: [{ targetGroupArn: group, containerName: "api", containerPort: 3000, ...change }],
  });
};

/** A service that moves traffic between versions by the rule of this ARN, or by its own. */
const linear = (stepPercent: number) => ({
  strategy: "LINEAR",
  bakeTimeInMinutes: "5",
  linearConfiguration: { stepPercent, stepBakeTimeInMinutes: "5" },
});

async function shift(
  aws: Account,
  productionListenerRule?: string,
  deploymentConfiguration: Properties = { strategy: "BLUE_GREEN", bakeTimeInMinutes: "5" },
): Promise<void> {
  const { group, rule } = await entrance(aws);
  const mover = await role(aws, "ecs.amazonaws.com", "traffic");
  const advancedConfiguration = {
    alternateTargetGroupArn: group,
    productionListenerRule: productionListenerRule ?? rule,
    roleArn: String(mover["arn"]),
  };
  await run(aws, {
    deploymentConfiguration,
    loadBalancers: [
      { targetGroupArn: group, containerName: "api", containerPort: 3000, advancedConfiguration },
    ],
  });
}

const connect = (portName: string) =>
  runWith({
    serviceConnectConfiguration: { enabled: true, namespace: "shop", services: [{ portName }] },
  });

const logTo = (name: string) => async (aws: Account) => {
  await aws.create("aws:cloudwatch/logGroup:LogGroup", "api", { name: "/shop/api" });
  await run(aws, {}, { logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": name } } });
};

/** A service that reads one key of a secret whose value is this. */
const readSecret = (key: string, value: string | undefined) => async (aws: Account) => {
  const { arn } = await aws.create(secret, "stripe", { name: "shop/stripe" });
  if (value !== undefined) {
    await aws.create("aws:secretsmanager/secretVersion:SecretVersion", "stripe", {
      secretId: String(arn),
      secretString: value,
    });
  }
  await run(aws, {}, { secrets: [{ name: "STRIPE_KEY", valueFrom: `${String(arn)}:${key}::` }] });
};

const serveExpress = async (aws: Account, inputs: Properties = {}, principal = "ecs.amazonaws.com") => {
  await aws.create(cluster, "main", { name: "main" });
  const infrastructure = await role(aws, principal, "infrastructure");
  const start = await role(aws, "ecs-tasks.amazonaws.com", "start");
  return await aws.create(express, "api", {
    serviceName: "api",
    cluster: "main",
    infrastructureRoleArn: String(infrastructure["arn"]),
    executionRoleArn: String(start["arn"]),
    primaryContainer: { image: api.image },
    ...inputs,
  });
};

/** The arguments of a service that was made, to update it with. */
function argumentsOf({ name, cluster: home, taskDefinition: definition, networkConfiguration }: Properties) {
  return {
    name: name!,
    cluster: home!,
    taskDefinition: definition!,
    networkConfiguration: networkConfiguration!,
  };
}

/** A service into whose tasks one can go. */
async function reached(aws: Account, inputs: Properties = {}): Promise<void> {
  const definition = await task(aws, {}, inputs);
  await aws.create(service, "api", {
    name: "api",
    ...(await surroundings(aws)),
    taskDefinition: String(definition["arn"]),
    launchType: "FARGATE",
    desiredCount: 0,
    enableExecuteCommand: true,
  });
}

export const cases: Record<string, RuleCase> = {
  "task-fargate-size": {
    async accepts(aws) {
      await taskWith({}, { cpu: "512", memory: "1024" })(aws);
      await taskWith({}, { cpu: ".5 vCPU", memory: "1 GB" })(aws);
    },
    refuses: taskWith({}, { cpu: "512", memory: "512" }),
    message: "No Fargate configuration exists for given values: 512 CPU, 512 memory.",
  },
  "task-fargate-network": {
    accepts: taskWith({}, {}),
    refuses: taskWith({}, { networkMode: "bridge" }),
    message: "Fargate only supports network mode 'awsvpc'.",
  },
  "task-execution-role": {
    accepts: taskWith({}, {}),
    refuses: taskWith({ image: "111122223333.dkr.ecr.us-west-1.amazonaws.com/api:1" }, {}),
    message: "Fargate requires task definition to have execution role ARN to support ECR images.",
  },
  "task-roles": {
    accepts: async (aws) =>
      task(aws, {}, { taskRoleArn: String((await role(aws, "ecs-tasks.amazonaws.com", "app"))["arn"]) }),
    refuses: async (aws) =>
      task(aws, {}, { taskRoleArn: String((await role(aws, "ec2.amazonaws.com", "app"))["arn"]) }),
    message: "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/app'",
  },
  "task-containers-form": {
    accepts: containers(api, { ...rename(api, "setup"), portMappings: [], essential: false }),
    refuses: containers(api, api),
    message: "Container names must be unique within a task definition.",
  },
  "service-cluster-exists": {
    accepts: runWith({}),
    refuses: runWith({ cluster: "other" }),
    message: "Cluster not found.",
  },
  "service-task-definition": {
    accepts: runWith({ taskDefinition: "api" }),
    refuses: runWith({ taskDefinition: "api:7" }),
    message: "TaskDefinition not found: api:7",
  },
  "service-name-taken": {
    accepts: runWith({}),
    async refuses(aws) {
      const { cluster: home, networkConfiguration } = await run(aws);
      await aws.create(service, "again", {
        name: "api",
        cluster: home!,
        taskDefinition: "api",
        networkConfiguration: networkConfiguration!,
      });
    },
    message: "Creation of service was not idempotent.",
  },
  "service-network": {
    accepts: runWith({}),
    refuses: runWith({ networkConfiguration: { subnets: ["subnet-0123456789abcdef0"] } }),
    message: "The subnet ID 'subnet-0123456789abcdef0' does not exist",
  },
  "service-listener-first": {
    accepts: (aws) => balanced(aws),
    refuses: (aws) => balanced(aws, {}, false),
    message: "does not have an associated load balancer.",
  },
  "service-container-port": {
    accepts: (aws) => balanced(aws),
    refuses: (aws) => balanced(aws, { containerPort: 8080 }),
    message: "The container api did not have a container port 8080 defined.",
  },
  "service-connect-ports": {
    accepts: connect("api"),
    refuses: connect("web"),
    message: "portName web does not match a port mapping name in the task definition.",
  },
  "service-capacity-registered": {
    accepts: runWith({ capacityProviderStrategies: fargate }),
    refuses: runWith({ capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] }),
    message: "cannot contain a capacity provider that is not associated with the cluster.",
  },
  "service-capacity-change-forced": {
    async accepts(aws) {
      const { id, ...made } = await run(aws);
      const wanted = { ...argumentsOf(made), capacityProviderStrategies: fargate, forceNewDeployment: true };
      await aws.update(service, "api", id, wanted);
    },
    async refuses(aws) {
      const { id, ...made } = await run(aws);
      await aws.update(service, "api", id, { ...argumentsOf(made), capacityProviderStrategies: fargate });
    },
    message: "you must force a new deployment.",
  },
  "service-scheduling": {
    accepts: runWith({ schedulingStrategy: "REPLICA", desiredCount: 2 }),
    refuses: runWith({ schedulingStrategy: "DAEMON" }),
    message: "The daemon scheduling strategy is not supported for Fargate tasks.",
  },
  "service-deployment-controller": {
    accepts: runWith({ deploymentCircuitBreaker: { enable: true, rollback: true } }),
    refuses: runWith({
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentController: { type: "CODE_DEPLOY" },
    }),
    message: "Deployment circuit breaker is only supported by the rolling update (ECS) deployment type.",
  },
  "service-deployment-moves": {
    accepts: runWith({ deploymentMinimumHealthyPercent: 50, deploymentMaximumPercent: 100 }),
    refuses: runWith({ deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 100 }),
    message: "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
  },
  "service-traffic-shift": {
    accepts: (aws) => shift(aws),
    refuses: (aws) => shift(aws, "arn:aws:elasticloadbalancing:us-west-1:111122223333:listener/app/web/1/2"),
    message: "productionListenerRule must be the ARN of a listener rule",
  },
  "service-traffic-steps": {
    accepts: (aws) => shift(aws, undefined, linear(3)),
    refuses: (aws) => shift(aws, undefined, linear(2)),
    message: "stepPercent must be between 3 and 100, got 2.",
  },
  "service-grace-needs-load-balancer": {
    accepts: runWith({ healthCheckGracePeriodSeconds: 0 }),
    refuses: runWith({ healthCheckGracePeriodSeconds: 60 }),
    message: "Health check grace period is only valid for services configured to use load balancers",
  },
  "service-log-groups-exist": {
    accepts: logTo("/shop/api"),
    refuses: logTo("/shop/web"),
    message: "The specified log group does not exist: /shop/web",
  },
  "secrets-there-to-start": {
    accepts: readSecret("key", '{"key":"replace-me"}'),
    refuses: readSecret("key", undefined),
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  },
  "cluster-not-empty": {
    async accepts(aws) {
      const { id } = await run(aws);
      await aws.remove(service, "api", id);
      await aws.remove(cluster, "main", "arn:aws:ecs:us-west-1:111122223333:cluster/main");
    },
    async refuses(aws) {
      await run(aws);
      await aws.remove(cluster, "main", "arn:aws:ecs:us-west-1:111122223333:cluster/main");
    },
    message: "The Cluster cannot be deleted while Services are active.",
  },
  "express-service-size": {
    accepts: (aws) => serveExpress(aws, { cpu: "512", memory: "1024" }),
    refuses: (aws) => serveExpress(aws, { cpu: "512", memory: "8192" }),
    message: "No Fargate configuration exists for given values: 512 CPU, 8192 memory.",
  },
  "express-service-roles": {
    accepts: (aws) => serveExpress(aws),
    refuses: (aws) => serveExpress(aws, {}, "ecs-tasks.amazonaws.com"),
    message: "Unable to assume the role 'arn:aws:iam::111122223333:role/infrastructure'.",
  },
  "service-exec-role": {
    accepts: (aws) => reached(aws, { taskRoleArn: "arn:aws:iam::444455556666:role/app" }),
    refuses: (aws) => reached(aws),
    message: "The service couldn't be created because a valid taskRoleArn is not being used.",
  },
  "task-fargate-containers": {
    accepts: taskWith(
      {
        linuxParameters: { initProcessEnabled: true, tmpfs: [{ containerPath: "/tmp", size: 64 }] },
        privileged: false,
      },
      {},
    ),
    refuses: taskWith({ linuxParameters: { sharedMemorySize: 64 } }, {}),
    message: "Fargate compatible task definitions do not support sharedMemorySize",
  },
};
