import type { Operation } from "../rules/rule.ts";

/** Seconds from the shortest to the longest that was seen. */
export type Span = readonly [shortest: number, longest: number];

/** How long one type takes on AWS, from the provider's call until it answers. */
export interface Duration {
  readonly token: string;
  /** Only where an input has one of these values; `"set"` for any value at all. The first entry that fits counts. */
  readonly when?: Readonly<Record<string, "set" | readonly (string | number | boolean)[]>>;
  readonly create?: Span;
  readonly update?: Span;
  readonly delete?: Span;
  /** Where the figures come from; "estimate" where nobody has published a measurement that we know of. */
  readonly source: string;
}

const provider = "https://github.com/hashicorp/terraform-provider-aws";

/**
 * An API call that is done when it returns, which is what most types are.
 * https://github.com/hashicorp-education/learn-terraform-variables/pull/6 has the log of an apply; a delete is an estimate.
 */
export const ordinary: Readonly<Record<Operation, Span>> = { create: [1, 3], update: [1, 3], delete: [1, 2] };

/**
 * What takes longer. Acceptance tests of the provider make a resource and delete it again: their times are split
 * between the two as an estimate. An operation that an entry leaves out takes as long as an ordinary one.
 */
export const awsDurations: readonly Duration[] = [
  // Network
  {
    token: "aws:ec2/vpc:Vpc",
    create: [11, 22],
    source:
      "https://github.com/DevopsArtFactory/terraform-provisioning/pull/4 and https://github.com/turbot/steampipe-plugin-aws/pull/540 (logs)",
  },
  {
    token: "aws:ec2/subnet:Subnet",
    when: { mapPublicIpOnLaunch: [true] },
    create: [11, 12],
    source: "https://github.com/devbhusal/terraform-ec2-RDS-wordpress/issues/1 (log)",
  },
  {
    token: "aws:ec2/securityGroup:SecurityGroup",
    create: [2, 5],
    source: "https://github.com/turbot/steampipe-plugin-aws/pull/1414 (log)",
  },
  {
    token: "aws:ec2/natGateway:NatGateway",
    create: [90, 130],
    delete: [45, 75],
    source: `${provider}/pull/47349 (acceptance test: 187 s in all)`,
  },
  {
    token: "aws:ec2/vpcEndpoint:VpcEndpoint",
    when: { vpcEndpointType: ["Interface", "GatewayLoadBalancer"] },
    create: [60, 150],
    update: [10, 60],
    delete: [60, 180],
    source: "estimate",
  },
  {
    token: "aws:ec2/vpcEndpoint:VpcEndpoint",
    create: [6, 12],
    delete: [5, 10],
    source: "estimate",
  },
  {
    token: "aws:ec2/internetGateway:InternetGateway",
    create: [1, 6],
    delete: [10, 30],
    source: "https://github.com/turbot/steampipe-plugin-aws/pull/540 (log; the delete is an estimate)",
  },
  {
    token: "aws:ec2/networkInterface:NetworkInterface",
    create: [2, 10],
    delete: [2, 10],
    source: "estimate",
  },
  {
    token: "aws:route53/record:Record",
    create: [30, 45],
    update: [30, 45],
    delete: [30, 45],
    source: `${provider}/pull/11300 (log: 37 to 39 s until the change is in sync)`,
  },
  {
    token: "aws:route53/zone:Zone",
    create: [30, 50],
    delete: [30, 50],
    source: `${provider}/pull/11300 (waits for the same change to be in sync as a record; estimate)`,
  },
  {
    token: "aws:acm/certificate:Certificate",
    create: [5, 15],
    source: "estimate",
  },
  {
    token: "aws:acm/certificateValidation:CertificateValidation",
    create: [30, 120],
    source: `${provider}/pull/20007 (acceptance tests: 178 to 199 s with certificate and records)`,
  },
  {
    token: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    create: [45, 75],
    delete: [45, 75],
    source: "estimate: an operation that makes a hosted zone",
  },
  {
    token: "aws:servicediscovery/httpNamespace:HttpNamespace",
    create: [10, 20],
    delete: [10, 20],
    source: "estimate",
  },

  // Data
  {
    token: "aws:rds/instance:Instance",
    when: { multiAz: [true] },
    create: [480, 840],
    update: [60, 600],
    delete: [150, 360],
    source: `${provider}/pull/23560 (single zone: 407 to 515 s in all; the second zone is an estimate)`,
  },
  {
    token: "aws:rds/instance:Instance",
    create: [270, 420],
    update: [30, 300],
    delete: [120, 300],
    source: `${provider}/pull/23560 (acceptance tests: 407 to 515 s in all)`,
  },
  {
    token: "aws:rds/cluster:Cluster",
    create: [60, 120],
    update: [30, 120],
    delete: [60, 120],
    source: `${provider}/pull/30655 (acceptance tests: 164 to 225 s in all)`,
  },
  {
    token: "aws:rds/clusterInstance:ClusterInstance",
    create: [360, 600],
    update: [30, 300],
    delete: [240, 480],
    source: "estimate",
  },
  {
    token: "aws:rds/proxy:Proxy",
    create: [150, 300],
    update: [30, 120],
    delete: [60, 140],
    source: `${provider}/pull/41204 (acceptance test: 440 s in all) and https://github.com/turbot/steampipe-plugin-aws/pull/1414 (log: more than 150 s)`,
  },
  {
    token: "aws:elasticache/replicationGroup:ReplicationGroup",
    create: [400, 600],
    update: [60, 600],
    delete: [200, 300],
    source: `${provider}/pull/40320 (acceptance tests: 699 to 808 s in all)`,
  },
  {
    token: "aws:kms/key:Key",
    create: [8, 20],
    source: `${provider}/pull/42906 (acceptance test: 26 s in all)`,
  },

  // Compute
  {
    token: "aws:lb/loadBalancer:LoadBalancer",
    create: [130, 190],
    update: [5, 60],
    delete: [10, 40],
    source: `${provider}/pull/15170 (acceptance tests: 171 to 203 s in all)`,
  },
  {
    token: "aws:ecs/cluster:Cluster",
    create: [10, 12],
    delete: [1, 12],
    source: "estimate",
  },
  {
    token: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    create: [10, 12],
    update: [10, 12],
    delete: [10, 12],
    source: "estimate",
  },
  {
    token: "aws:ecs/service:Service",
    when: { waitForSteadyState: [true] },
    create: [90, 240],
    update: [120, 360],
    delete: [45, 120],
    source: `${provider}/pull/49584 (acceptance test without the wait: 116 s in all; the wait is an estimate)`,
  },
  {
    token: "aws:ecs/service:Service",
    create: [2, 15],
    update: [2, 5],
    delete: [45, 120],
    source: `${provider}/pull/42906 and ${provider}/pull/49584 (acceptance tests: 72 to 116 s in all)`,
  },
  {
    token: "aws:ecs/expressGatewayService:ExpressGatewayService",
    create: [180, 360],
    update: [120, 360],
    delete: [120, 300],
    source: "estimate: a service and a load balancer",
  },
  {
    token: "aws:apprunner/service:Service",
    create: [180, 270],
    update: [120, 240],
    delete: [30, 60],
    source: `${provider}/pull/19869 and ${provider}/pull/21842 (acceptance tests: 227 to 317 s in all)`,
  },
  {
    token: "aws:autoscaling/group:Group",
    create: [40, 180],
    update: [5, 60],
    delete: [60, 300],
    source: "estimate",
  },
  {
    token: "aws:lambda/function:Function",
    when: { vpcConfig: "set" },
    create: [15, 60],
    update: [10, 30],
    delete: [2, 600],
    source: "estimate: network interfaces are released in the background",
  },
  {
    token: "aws:lambda/function:Function",
    create: [6, 15],
    update: [6, 15],
    source: "estimate",
  },
  {
    token: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
    create: [60, 180],
    update: [60, 180],
    source: "estimate",
  },
  {
    token: "aws:cloudformation/stack:Stack",
    create: [30, 90],
    update: [30, 90],
    delete: [30, 90],
    source: "estimate",
  },

  // Queues and identity
  {
    token: "aws:sqs/queue:Queue",
    create: [25, 30],
    update: [25, 30],
    delete: [15, 60],
    source: `${provider}/issues/27393 (the provider asks seven times over 25 s; the delete is an estimate)`,
  },
  {
    token: "aws:sqs/queuePolicy:QueuePolicy",
    create: [25, 30],
    update: [25, 30],
    delete: [25, 30],
    source: `${provider}/issues/27393 (waits as a queue does; estimate)`,
  },
  {
    token: "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
    create: [25, 30],
    update: [25, 30],
    delete: [25, 30],
    source: `${provider}/issues/27393 (waits as a queue does; estimate)`,
  },
  {
    token: "aws:iam/role:Role",
    create: [1, 4],
    source: "https://github.com/jina-ai/examples/pull/277 (log)",
  },
  {
    token: "aws:iam/instanceProfile:InstanceProfile",
    create: [5, 10],
    source: "estimate",
  },
  {
    token: "aws:cognito/userPoolDomain:UserPoolDomain",
    when: { certificateArn: "set" },
    create: [180, 600],
    update: [180, 600],
    delete: [60, 300],
    source: "estimate: AWS makes a distribution for it",
  },

  // Edge
  {
    token: "aws:apigatewayv2/vpcLink:VpcLink",
    create: [120, 250],
    delete: [100, 190],
    source: `${provider}/pull/33975 (acceptance test: 441 s in all)`,
  },
  {
    token: "aws:apigateway/vpcLink:VpcLink",
    create: [120, 300],
    delete: [60, 180],
    source: "estimate",
  },
  {
    token: "aws:apigatewayv2/domainName:DomainName",
    create: [5, 60],
    source: "estimate",
  },
  {
    token: "aws:cloudfront/distribution:Distribution",
    create: [150, 300],
    update: [150, 300],
    delete: [100, 200],
    source: `${provider}/pull/47459 (acceptance tests: 250 to 306 s in all) and https://github.com/go-to-k/cdkd/pull/1311 (3 to 15 min)`,
  },
  {
    token: "aws:cloudfront/vpcOrigin:VpcOrigin",
    create: [300, 900],
    update: [300, 900],
    delete: [300, 900],
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html (up to 15 min; the lower end is an estimate)",
  },
  {
    token: "aws:cloudfront/function:Function",
    create: [5, 15],
    update: [5, 15],
    source: "estimate",
  },
  {
    token: "aws:amplify/domainAssociation:DomainAssociation",
    create: [120, 600],
    update: [60, 300],
    source: "estimate: a certificate and a distribution",
  },
  {
    token: "aws:wafv2/webAclAssociation:WebAclAssociation",
    create: [5, 60],
    source: "estimate",
  },
];
