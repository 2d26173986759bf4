import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { trustedBy } from "./account-rig.ts";
import type { Account, RuleCase } from "./account-rig.ts";

const appRunner = "aws:apprunner/service:Service";
const connector = "aws:apprunner/vpcConnector:VpcConnector";
const appRunnerScaling = "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion";
const repository = "aws:ecr/repository:Repository";
const lifecycle = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const namespace = "aws:servicediscovery/httpNamespace:HttpNamespace";
const discovery = "aws:servicediscovery/service:Service";
const scalingGroup = "aws:autoscaling/group:Group";

const region = "us-east-1";

const serve = (aws: Account, instanceConfiguration: Properties = {}, serviceName = "shop-api") =>
  aws.create(appRunner, "api", {
    region,
    serviceName,
    sourceConfiguration: { imageRepository: { imageIdentifier: "api:1", imageRepositoryType: "ECR" } },
    instanceConfiguration,
  });
const serveAs = (service: string) => async (aws: Account) =>
  await serve(aws, { instanceRoleArn: await trustedBy(aws, service) });

const scale = (minSize: number, maxSize: number) => (aws: Account) =>
  aws.create(appRunnerScaling, "api", {
    region,
    autoScalingConfigurationName: "shop-api",
    minSize,
    maxSize,
  });

/** A connector into a subnet of this zone. */
const connect = (zone: string) => async (aws: Account) => {
  const vpc = await aws.vpc("net", { region });
  const subnet = await aws.create("aws:ec2/subnet:Subnet", zone, {
    region,
    vpcId: vpc.id,
    cidrBlock: "10.0.0.0/24",
    availabilityZone: `${region}${zone}`,
  });
  await aws.create(connector, "vpc", {
    region,
    vpcConnectorName: "shop",
    subnets: [subnet.id],
    securityGroups: [vpc["defaultSecurityGroupId"]!],
  });
};

const store = (inputs: Properties) => (aws: Account) => aws.create(repository, "api", inputs);
const keep = (aws: Account, ...rules: Properties[]) =>
  aws.create(lifecycle, "api", { repository: "api", policy: JSON.stringify({ rules }) });
const keepIn =
  (...rules: Properties[]) =>
  async (aws: Account) => {
    await store({ name: "api" })(aws);
    await keep(aws, ...rules);
  };
const expire = (rulePriority: number, selection: Properties = {}): Properties => ({
  rulePriority,
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 20, ...selection },
  action: { type: "expire" },
});

const name = (aws: Account, text = "shop") => aws.create(namespace, text, { name: text });
const register = (aws: Account, namespaceId: string) =>
  aws.create(discovery, "api", { name: "api", namespaceId });

const group = (desiredCapacity: number) => (aws: Account) =>
  aws.create(scalingGroup, "nat", { minSize: 1, maxSize: 1, desiredCapacity });

export const cases: Record<string, RuleCase> = {
  "apprunner-roles": {
    accepts: serveAs("tasks.apprunner"),
    refuses: serveAs("build.apprunner"),
    message: "Error in assuming instance role arn:aws:iam::111122223333:role/app",
  },
  "apprunner-size": {
    accepts: (aws) => serve(aws, { cpu: "256", memory: "512" }),
    refuses: (aws) => serve(aws, { cpu: "256", memory: "2048" }),
    message: "The combination of CPU 256 and memory 2048 is not supported.",
  },
  "apprunner-name-form": {
    accepts: (aws) => serve(aws, {}, "a".repeat(40)),
    refuses: (aws) => serve(aws, {}, "a".repeat(41)),
    message: "at 'serviceName' failed to satisfy constraint",
  },
  "apprunner-scaling": {
    accepts: scale(1, 25),
    refuses: scale(3, 2),
    message: "MinSize must be 1 or more, MaxSize no less than MinSize and at most 25, got 3 and 2",
  },
  "apprunner-connector-network": {
    accepts: connect("a"),
    refuses: connect("e"),
    message: "App Runner services are not available in Availability Zone use1-az3",
  },
  "repository-name-form": {
    accepts: store({ name: "shop/api" }),
    refuses: store({ name: "Shop/api" }),
    message: "Invalid parameter at 'repositoryName' failed to satisfy constraint",
  },
  "repository-tag-exclusions": {
    accepts: store({
      name: "api",
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [{ filter: "latest*", filterType: "WILDCARD" }],
    }),
    refuses: store({
      name: "api",
      imageTagMutability: "IMMUTABLE",
      imageTagMutabilityExclusionFilters: [{ filter: "latest*", filterType: "WILDCARD" }],
    }),
    message: "Exclusion filters can only be specified when imageTagMutability is IMMUTABLE_WITH_EXCLUSION",
  },
  "missing-repository": {
    accepts: keepIn(expire(1)),
    refuses: (aws) => keep(aws, expire(1)),
    message: "The repository with name 'api' does not exist in the registry with id '111122223333'",
  },
  "repository-lifecycle-form": {
    accepts: keepIn(expire(1, { tagStatus: "untagged" }), expire(2)),
    refuses: keepIn(expire(1), expire(2, { tagStatus: "untagged" })),
    message: "a rule with tagStatus any must have the highest rulePriority",
  },
  "namespace-in-use": {
    accepts: async (aws) => aws.remove(namespace, "shop", (await name(aws)).id),
    async refuses(aws) {
      const { id } = await name(aws);
      await register(aws, id);
      await aws.remove(namespace, "shop", id);
    },
    message: "has associated services",
  },
  "namespace-taken": {
    async accepts(aws) {
      await name(aws);
      await name(aws, "other");
    },
    async refuses(aws) {
      await name(aws);
      await name(aws);
    },
    message: "Namespace with name shop already exists",
  },
  "missing-namespace": {
    accepts: async (aws) => register(aws, (await name(aws)).id),
    refuses: (aws) => register(aws, "ns-none"),
    message: "Namespace with id ns-none not found",
  },
  "scaling-group-sizes": {
    accepts: group(1),
    refuses: group(2),
    message: "Desired capacity:2 must be between the specified min size:1 and max size:1",
  },
};
