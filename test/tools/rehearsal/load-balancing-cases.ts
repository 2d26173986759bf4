import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const listener = "aws:lb/listener:Listener";
const listenerRule = "aws:lb/listenerRule:ListenerRule";
const bucket = "aws:s3/bucket:Bucket";

const notFound = { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } };
const everything = [{ pathPattern: { values: ["/*"] } }];

/** Two subnets in two zones, with or without a way to the internet. */
async function subnets(aws: Account, isOpen = true): Promise<string[]> {
  const vpc = await aws.vpc();
  if (isOpen) await aws.create("aws:ec2/internetGateway:InternetGateway", "door", { vpcId: vpc.id });
  const first = await aws.subnet(vpc, "a", "10.0.0.0/24");
  const second = await aws.subnet(vpc, "c", "10.0.1.0/24");
  return [first.id, second.id];
}

const balance = async (aws: Account, inputs: Properties = {}, name = "web"): Promise<Made> =>
  await aws.create(loadBalancer, name, {
    name,
    subnets: inputs["subnets"] ?? (await subnets(aws)),
    ...inputs,
  });
const balanceWith = (inputs: Properties) => (aws: Account) => balance(aws, inputs);

const group = (aws: Account, inputs: Properties = {}, name = "api") =>
  aws.create(targetGroup, name, { name, port: 3000, protocol: "HTTP", targetType: "ip", ...inputs });

const listen = (aws: Account, door: Made, inputs: Properties = {}, name = "http") =>
  aws.create(listener, name, {
    loadBalancerArn: door.id,
    port: 80,
    protocol: "HTTP",
    defaultActions: [notFound],
    ...inputs,
  });
const listenWith =
  (inputs: Properties) =>
  async (aws: Account): Promise<Made> =>
    await listen(aws, await balance(aws), inputs);

const route = (aws: Account, ear: Made, inputs: Properties = {}, name = "api") =>
  aws.create(listenerRule, name, {
    listenerArn: ear.id,
    priority: 10,
    conditions: everything,
    actions: [notFound],
    ...inputs,
  });
const routeWith = (inputs: Properties) => async (aws: Account) =>
  await route(aws, await listenWith({})(aws), inputs);

/** A load balancer that writes its logs to a bucket with this policy and encryption. */
async function logged(aws: Account, principal: string, sseAlgorithm: string): Promise<void> {
  await aws.create(bucket, "logs", { bucket: "shop-logs" });
  await aws.create(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "logs",
    {
      bucket: "shop-logs",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
    },
  );
  await aws.create("aws:s3/bucketPolicy:BucketPolicy", "logs", {
    bucket: "shop-logs",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: principal },
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::shop-logs/*",
        },
      ],
    }),
  });
  await balance(aws, { accessLogs: { enabled: true, bucket: "shop-logs" } });
}

const writer = "logdelivery.elasticloadbalancing.amazonaws.com";

/** A load balancer that speaks TLS by this policy. */
const securedBy = (sslPolicy: string) => (aws: Account) => {
  const certificateArn = "arn:aws:acm:us-west-1:111122223333:certificate/1";
  aws.put("aws:acm/certificate:Certificate", certificateArn, { status: "ISSUED" });
  return listenWith({ port: 443, protocol: "HTTPS", certificateArn, sslPolicy })(aws);
};

export const cases: Record<string, RuleCase> = {
  "load-balancer-name-form": {
    accepts: (aws) => balance(aws, {}, "a".repeat(32)),
    refuses: (aws) => balance(aws, {}, "a".repeat(33)),
    message: "cannot be longer than '32' characters",
  },
  "load-balancer-name-taken": {
    accepts: balanceWith({}),
    async refuses(aws) {
      const { subnets: used } = await balance(aws);
      await aws.create(loadBalancer, "other", { name: "web", subnets: used! });
    },
    message: "A load balancer with the same name 'web' exists, but with different settings",
  },
  "target-group-name-taken": {
    async accepts(aws) {
      await group(aws);
      await group(aws, {}, "worker");
    },
    async refuses(aws) {
      await group(aws);
      await group(aws, { port: 4000 });
    },
    message: "A target group with the same name 'api' exists, but with different settings",
  },
  "load-balancer-subnets": {
    accepts: balanceWith({}),
    async refuses(aws) {
      const [first = ""] = await subnets(aws);
      await balance(aws, { subnets: [first] });
    },
    message: "At least two subnets in two different Availability Zones must be specified",
  },
  "load-balancer-needs-internet": {
    accepts: async (aws) => await balance(aws, { internal: true, subnets: await subnets(aws, false) }),
    refuses: async (aws) => await balance(aws, { subnets: await subnets(aws, false) }),
    message: "has no internet gateway",
  },
  "load-balancer-logs": {
    accepts: (aws) => logged(aws, writer, "AES256"),
    refuses: (aws) => logged(aws, writer, "aws:kms"),
    message: "The only server-side encryption option that is supported is Amazon S3-managed keys (SSE-S3)",
  },
  "load-balancer-deletion-protection": {
    accepts: async (aws) => aws.remove(loadBalancer, "web", (await balance(aws)).id),
    refuses: async (aws) =>
      aws.remove(loadBalancer, "web", (await balance(aws, { enableDeletionProtection: true })).id),
    message: "cannot be deleted because deletion protection is enabled",
  },
  "listener-load-balancer": {
    accepts: listenWith({}),
    refuses: (aws) => listen(aws, { id: "arn:aws:elasticloadbalancing:us-west-1:111122223333:none" }),
    message: "One or more load balancers not found",
  },
  "listener-port-taken": {
    async accepts(aws) {
      const door = await balance(aws);
      await listen(aws, door);
      await listen(aws, door, { port: 8080 }, "other");
    },
    async refuses(aws) {
      const door = await balance(aws);
      await listen(aws, door);
      await listen(aws, door, {}, "other");
    },
    message: "A listener already exists on this port for this load balancer",
  },
  "listener-needs-certificate": {
    accepts: listenWith({}),
    refuses: listenWith({ port: 443, protocol: "HTTPS" }),
    message: "A certificate must be specified for HTTPS listeners",
  },
  "listener-action-form": {
    accepts: listenWith({}),
    refuses: listenWith({ defaultActions: [{ type: "redirect" }] }),
    message: "A redirect configuration must be specified for an action of type 'redirect'",
  },
  "listener-targets-exist": {
    accepts: async (aws) =>
      await routeWith({ actions: [{ type: "forward", targetGroupArn: (await group(aws)).id }] })(aws),
    refuses: routeWith({ actions: [{ type: "forward", targetGroupArn: "arn:aws:none" }] }),
    message: "Target groups 'arn:aws:none' not found",
  },
  "listener-rule-listener": {
    accepts: routeWith({}),
    refuses: (aws) => route(aws, { id: "arn:aws:none" }),
    message: "One or more listeners not found: 'arn:aws:none'",
  },
  "listener-rule-priority": {
    async accepts(aws) {
      const ear = await listenWith({})(aws);
      await route(aws, ear);
      await route(aws, ear, { priority: 11 }, "other");
    },
    async refuses(aws) {
      const ear = await listenWith({})(aws);
      await route(aws, ear);
      await route(aws, ear, {}, "other");
    },
    message: "Priority '10' is currently in use",
  },
  "listener-rule-form": {
    accepts: routeWith({ conditions: [{ pathPattern: { values: ["/1", "/2", "/3", "/4", "/5"] } }] }),
    refuses: routeWith({ conditions: [{ pathPattern: { values: ["/1", "/2", "/3", "/4", "/5", "/6"] } }] }),
    message: "A rule can only have '5' condition values",
  },
  "target-group-one-load-balancer": {
    async accepts(aws) {
      const actions = [{ type: "forward", targetGroupArn: (await group(aws)).id }];
      const ear = await listenWith({})(aws);
      await route(aws, ear, { actions });
      await route(aws, ear, { actions, priority: 11 }, "other");
    },
    async refuses(aws) {
      const actions = [{ type: "forward", targetGroupArn: (await group(aws)).id }];
      const door = await balance(aws);
      await route(aws, await listen(aws, door), { actions });
      const second = await balance(aws, { subnets: door["subnets"]! }, "internal");
      await route(aws, await listen(aws, second), { actions }, "other");
    },
    message: "The following target groups cannot be associated with more than one load balancer",
  },
  "target-group-health-check": {
    accepts: (aws) => group(aws, { healthCheck: { path: "/health", interval: 10, timeout: 5 } }),
    refuses: (aws) => group(aws, { healthCheck: { path: "/health", interval: 5, timeout: 5 } }),
    message: "Health check timeout '5' must be smaller than the interval '5'",
  },
  "target-group-in-use": {
    accepts: async (aws) => aws.remove(targetGroup, "api", (await group(aws)).id),
    async refuses(aws) {
      const { id } = await group(aws);
      await routeWith({ actions: [{ type: "forward", targetGroupArn: id }] })(aws);
      await aws.remove(targetGroup, "api", id);
    },
    message: "is currently in use by a listener or a rule",
  },
  "listener-tls-policy": {
    accepts: securedBy("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09"),
    refuses: securedBy("ELBSecurityPolicy-TLS13-1-2"),
    message: "SSL policy 'ELBSecurityPolicy-TLS13-1-2' not found",
  },
};
