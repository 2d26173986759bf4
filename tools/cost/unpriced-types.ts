/** Why types cost nothing by being there, and where AWS says so. */
interface Group {
  source: string;
  /** What is charged when they are used; undefined where nothing ever is. */
  chargedFor?: string;
  /** Whole tokens, or their beginning where it ends in "/". */
  types: readonly string[];
}

const groups: readonly Group[] = [
  { source: "https://aws.amazon.com/iam/faqs/", types: ["aws:iam/", "aws:account/"] },
  { source: "https://aws.amazon.com/certificate-manager/pricing/", types: ["aws:acm/"] },
  {
    source: "https://aws.amazon.com/vpc/pricing/",
    types: [
      "aws:vpc/",
      ...[
        ...[
          "vpc:Vpc",
          "subnet:Subnet",
          "internetGateway:InternetGateway",
          "routeTable:RouteTable",
          "route:Route",
        ],
        ...["routeTableAssociation:RouteTableAssociation", "securityGroup:SecurityGroup"],
        ...[
          "defaultSecurityGroup:DefaultSecurityGroup",
          "networkAcl:NetworkAcl",
          "networkAclRule:NetworkAclRule",
        ],
        ...[
          "networkAclAssociation:NetworkAclAssociation",
          "networkInterface:NetworkInterface",
          "eipAssociation:EipAssociation",
        ],
        ...[
          "securityGroupRule:SecurityGroupRule",
          "vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        ],
      ].map((type) => `aws:ec2/${type}`),
    ],
  },
  {
    source: "https://aws.amazon.com/ec2/pricing/",
    types: [
      "aws:ec2/launchTemplate:LaunchTemplate",
      "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
      "aws:ebs/",
    ],
  },
  {
    source: "https://aws.amazon.com/vpc/pricing/",
    chargedFor: "flow logs, as log data",
    types: ["aws:ec2/flowLog:FlowLog"],
  },
  {
    source: "https://aws.amazon.com/elasticloadbalancing/pricing/",
    types: [
      "aws:lb/listener:Listener",
      "aws:lb/listenerRule:ListenerRule",
      "aws:lb/targetGroup:TargetGroup",
      "aws:lb/listenerCertificate:ListenerCertificate",
    ],
  },
  {
    source: "https://aws.amazon.com/route53/pricing/",
    chargedFor: "DNS queries",
    types: ["aws:route53/record:Record"],
  },
  {
    source: "https://aws.amazon.com/cloud-map/pricing/",
    types: ["aws:servicediscovery/service:Service", "aws:servicediscovery/httpNamespace:HttpNamespace"],
  },
  {
    source: "https://aws.amazon.com/cloudfront/pricing/",
    chargedFor: "traffic, requests and function invocations",
    types: ["aws:cloudfront/"],
  },
  {
    source: "https://aws.amazon.com/api-gateway/pricing/",
    chargedFor: "requests and messages",
    types: ["aws:apigateway/", "aws:apigatewayv2/"],
  },
  {
    source: "https://aws.amazon.com/waf/pricing/",
    chargedFor: "requests",
    types: [
      "aws:wafv2/webAclAssociation:WebAclAssociation",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      "aws:wafv2/ipSet:IpSet",
    ],
  },
  {
    source: "https://aws.amazon.com/ecs/pricing/",
    types: [
      ...[
        "accountSettingDefault:AccountSettingDefault",
        "cluster:Cluster",
        "clusterCapacityProviders:ClusterCapacityProviders",
      ].map((type) => `aws:ecs/${type}`),
      "aws:ecs/taskDefinition:TaskDefinition",
    ],
  },
  { source: "https://aws.amazon.com/autoscaling/pricing/", types: ["aws:appautoscaling/"] },
  {
    source: "https://aws.amazon.com/apprunner/pricing/",
    types: [
      "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion",
      "aws:apprunner/vpcConnector:VpcConnector",
      "aws:apprunner/observabilityConfiguration:ObservabilityConfiguration",
      "aws:apprunner/vpcIngressConnection:VpcIngressConnection",
      "aws:apprunner/customDomainAssociation:CustomDomainAssociation",
    ],
  },
  {
    source: "https://aws.amazon.com/ecr/pricing/",
    chargedFor: "images stored, enhanced scanning",
    types: ["aws:ecr/"],
  },
  {
    source: "https://aws.amazon.com/lambda/pricing/",
    chargedFor: "invocations and their time",
    types: [
      "aws:lambda/function:Function",
      "aws:lambda/permission:Permission",
      "aws:lambda/alias:Alias",
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "aws:lambda/functionUrl:FunctionUrl",
    ],
  },
  {
    source: "https://aws.amazon.com/step-functions/pricing/",
    chargedFor: "state transitions, and what the states call (Textract, Comprehend)",
    types: ["aws:sfn/stateMachine:StateMachine"],
  },
  { source: "https://aws.amazon.com/sqs/pricing/", chargedFor: "requests", types: ["aws:sqs/"] },
  { source: "https://aws.amazon.com/sns/pricing/", chargedFor: "notifications", types: ["aws:sns/"] },
  {
    source: "https://aws.amazon.com/eventbridge/pricing/",
    chargedFor: "custom events",
    types: ["aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"],
  },
  {
    source: "https://aws.amazon.com/s3/pricing/",
    chargedFor: "objects stored and requests",
    types: ["aws:s3/"],
  },
  {
    source: "https://aws.amazon.com/rds/postgresql/pricing/",
    types: [
      ...[
        "subnetGroup:SubnetGroup",
        "parameterGroup:ParameterGroup",
        "clusterParameterGroup:ClusterParameterGroup",
      ].map((type) => `aws:rds/${type}`),
      ...[
        "eventSubscription:EventSubscription",
        "proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        "proxyTarget:ProxyTarget",
      ].map((type) => `aws:rds/${type}`),
    ],
  },
  {
    source: "https://aws.amazon.com/elasticache/pricing/",
    types: [
      "subnetGroup:SubnetGroup",
      "parameterGroup:ParameterGroup",
      "user:User",
      "userGroup:UserGroup",
    ].map((type) => `aws:elasticache/${type}`),
  },
  { source: "https://aws.amazon.com/kms/pricing/", chargedFor: "requests", types: ["aws:kms/alias:Alias"] },
  {
    source: "https://aws.amazon.com/secrets-manager/pricing/",
    chargedFor: "requests",
    types: [
      "aws:secretsmanager/secretVersion:SecretVersion",
      "aws:secretsmanager/secretRotation:SecretRotation",
      "aws:secretsmanager/secretPolicy:SecretPolicy",
    ],
  },
  {
    source: "https://aws.amazon.com/backup/pricing/",
    chargedFor: "backups stored, copied and restored",
    types: ["aws:backup/"],
  },
  { source: "https://aws.amazon.com/cognito/pricing/", chargedFor: "active users", types: ["aws:cognito/"] },
  {
    source: "https://aws.amazon.com/cloudwatch/pricing/",
    chargedFor: "logs written, kept and delivered, and metrics that get data",
    types: [
      ...[
        "logGroup:LogGroup",
        "logMetricFilter:LogMetricFilter",
        "queryDefinition:QueryDefinition",
        "logResourcePolicy:LogResourcePolicy",
      ].map((type) => `aws:cloudwatch/${type}`),
      ...[
        "logDelivery:LogDelivery",
        "logDeliveryDestination:LogDeliveryDestination",
        "logDeliverySource:LogDeliverySource",
      ].map((type) => `aws:cloudwatch/${type}`),
    ],
  },
  { source: "https://aws.amazon.com/xray/pricing/", chargedFor: "traces", types: ["aws:xray/"] },
  {
    source: "https://aws.amazon.com/cloudtrail/pricing/",
    chargedFor: "data events, and management events from the second trail of an account on",
    types: ["aws:cloudtrail/trail:Trail"],
  },
  {
    source: "https://aws.amazon.com/config/pricing/",
    chargedFor: "changes recorded",
    types: [
      "aws:cfg/recorder:Recorder",
      "aws:cfg/recorderStatus:RecorderStatus",
      "aws:cfg/deliveryChannel:DeliveryChannel",
    ],
  },
  {
    source: "https://aws.amazon.com/guardduty/pricing/",
    chargedFor: "events and logs looked at",
    types: ["aws:guardduty/"],
  },
  {
    source: "https://aws.amazon.com/security-hub/pricing/",
    chargedFor: "checks",
    types: ["aws:securityhub/"],
  },
  {
    source: "https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/",
    types: ["aws:budgets/budget:Budget"],
  },
  { source: "https://aws.amazon.com/aws-cost-management/pricing/", types: ["aws:costexplorer/"] },
  { source: "https://aws.amazon.com/cloudformation/pricing/", types: ["aws:cloudformation/stack:Stack"] },
  {
    source: "https://aws.amazon.com/amplify/pricing/",
    chargedFor: "builds, traffic and storage",
    types: ["aws:amplify/"],
  },
  { source: "https://aws.amazon.com/bedrock/pricing/", chargedFor: "tokens", types: ["aws:bedrock/"] },
];

/** What costs nothing by being there: why, or undefined for a type that nobody has looked at. */
export function unpricedReason(type: string): { source: string; chargedFor?: string } | undefined {
  return groups.find(({ types }) =>
    types.some((known) => (known.endsWith("/") ? type.startsWith(known) : type === known)),
  );
}
