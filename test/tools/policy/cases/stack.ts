import { statement, type StackCases } from "./case.ts";

/** Rules about a resource and what else its stack has. */
export const stack: StackCases = {
  "s3-bucket-public-access-block": {
    keeps: [
      ["aws:s3/bucket:Bucket", { id: "it" }],
      ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: "it" }],
    ],
    drop: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    says: "the bucket has no public access block, expected one in its stack, got none",
  },
  "s3-bucket-lifecycle": {
    keeps: [
      ["aws:s3/bucket:Bucket", { id: "it" }],
      ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", { bucket: "it" }],
    ],
    drop: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    says: "the bucket has no lifecycle, expected a lifecycle configuration in its stack, got none",
  },
  "s3-bucket-encryption": {
    keeps: [
      ["aws:s3/bucket:Bucket", { id: "it" }],
      [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        { bucket: "it" },
      ],
    ],
    drop: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    says: "the bucket's encryption is left to AWS, expected a configuration in its stack, got none",
  },
  "s3-bucket-access-logs": {
    keeps: [
      ["aws:s3/bucket:Bucket", { id: "it" }],
      ["aws:s3/bucketLogging:BucketLogging", { bucket: "it" }],
    ],
    drop: "aws:s3/bucketLogging:BucketLogging",
    says: "the bucket keeps no access logs, expected a logging configuration in its stack, got none",
  },
  "s3-bucket-versioned": {
    keeps: [
      ["aws:s3/bucket:Bucket", { id: "it" }],
      [
        "aws:s3/bucketVersioning:BucketVersioning",
        { bucket: "it", versioningConfiguration: { status: "Enabled" } },
      ],
    ],
    drop: "aws:s3/bucketVersioning:BucketVersioning",
    says: 'versioningConfiguration.status is wrong, expected "Enabled", got nothing',
  },
  "s3-bucket-tls-only": {
    keeps: [
      ["aws:s3/bucket:Bucket", { id: "it" }],
      [
        "aws:s3/bucketPolicy:BucketPolicy",
        {
          bucket: "it",
          policy: statement({
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        },
      ],
    ],
    drop: "aws:s3/bucketPolicy:BucketPolicy",
    says: "the bucket takes requests without TLS, expected a policy that denies them, got no policy",
  },
  "ecr-lifecycle": {
    keeps: [
      ["aws:ecr/repository:Repository", { id: "it" }],
      ["aws:ecr/lifecyclePolicy:LifecyclePolicy", { repository: "it" }],
    ],
    drop: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    says: "the repository keeps every image for ever, expected a lifecycle policy in its stack, got none",
  },
  "vpc-flow-logs": {
    keeps: [
      ["aws:ec2/vpc:Vpc", { id: "it" }],
      ["aws:ec2/flowLog:FlowLog", { vpcId: "it" }],
    ],
    drop: "aws:ec2/flowLog:FlowLog",
    says: "the VPC has no flow log, expected one in its stack, got none",
  },
  "vpc-default-group": {
    keeps: [
      ["aws:ec2/vpc:Vpc", { id: "it" }],
      ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId: "it" }],
    ],
    drop: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    says: "the VPC's default security group lets its members talk, expected one without rules, got AWS's own",
  },
  "waf-logged": {
    keeps: [
      ["aws:wafv2/webAcl:WebAcl", { id: "it" }],
      ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", { resourceArn: "it" }],
    ],
    drop: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    says: "the web ACL keeps no logs, expected a logging configuration in its stack, got none",
  },
  "cdn-logged": {
    keeps: [
      ["aws:cloudfront/distribution:Distribution", { id: "it" }],
      ["aws:cloudwatch/logDeliverySource:LogDeliverySource", { resourceArn: "it" }],
    ],
    drop: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    says: "the distribution keeps no access logs, expected a log delivery in its stack, got none",
  },
  "secret-rotated": {
    keeps: [
      ["aws:secretsmanager/secret:Secret", { id: "it" }],
      ["aws:secretsmanager/secretRotation:SecretRotation", { secretId: "it" }],
    ],
    drop: "aws:secretsmanager/secretRotation:SecretRotation",
    says: "the secret is never changed by itself, expected a rotation in its stack, got none",
  },
  "account-security-contact": {
    keeps: [
      ["aws:cloudtrail/trail:Trail", { id: "it" }],
      ["aws:account/alternativeContact:AlternativeContact", { alternateContactType: "SECURITY" }],
    ],
    drop: "aws:account/alternativeContact:AlternativeContact",
    says: "AWS has nobody to tell about the account's security, expected a contact SECURITY, got none",
  },
  "account-watched": {
    keeps: [
      ["aws:cloudtrail/trail:Trail", { id: "it" }],
      ["aws:guardduty/detector:Detector", {}],
      ["aws:cfg/recorder:Recorder", {}],
      ["aws:securityhub/account:Account", {}],
    ],
    drop: "aws:guardduty/detector:Detector",
    says: "nobody watches the account, expected GuardDuty, Config, Security Hub, got none of GuardDuty",
  },
  "aurora-two-instances": {
    keeps: [
      ["aws:rds/cluster:Cluster", { id: "it" }],
      ["aws:rds/clusterInstance:ClusterInstance", { clusterIdentifier: "it" }],
      ["aws:rds/clusterInstance:ClusterInstance", { clusterIdentifier: "it" }],
    ],
    drop: "aws:rds/clusterInstance:ClusterInstance",
    says: "the cluster has too few instances, expected 2 or more, got 0",
  },
  "alarm-topic": {
    keeps: [
      [
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        { name: "cpu", alarmActions: ["arn:aws:sns:us-east-1:111111111111:alerts"] },
      ],
    ],
    change: ["aws:cloudwatch/metricAlarm:MetricAlarm", { alarmActions: [] }],
    says: "nobody hears of the alarm, expected a topic in alarmActions, got nothing",
  },
  "sqs-dead-letters": {
    keeps: [
      ["aws:sqs/queue:Queue", { id: "it", redrivePolicy: '{"deadLetterTargetArn":"arn:dlq"}' }],
      ["aws:sqs/queue:Queue", { arn: "arn:dlq" }],
    ],
    change: ["aws:sqs/queue:Queue", { redrivePolicy: undefined }],
    says: "messages that cannot be handled go round until they are lost, expected a dead-letter queue, got none",
  },
};
