/** Limits of an AWS account that a product can run into, with AWS's own codes for them. */
export const quotas = {
  vpcs: { title: "VPCs", service: "vpc", code: "L-F678F1CE" },
  internetGateways: { title: "internet gateways", service: "vpc", code: "L-A4707A72" },
  natGatewaysPerZone: { title: "NAT gateways in a zone", service: "vpc", code: "L-FE5A380F" },
  interfaceEndpoints: { title: "interface endpoints in a VPC", service: "vpc", code: "L-29B6F2EB" },
  elasticIps: { title: "Elastic IP addresses", service: "ec2", code: "L-0263D0A3" },
  fargateVcpus: { title: "vCPUs on Fargate", service: "fargate", code: "L-3032A538" },
  fargateSpotVcpus: { title: "vCPUs on Fargate Spot", service: "fargate", code: "L-36FBB829" },
  loadBalancers: { title: "Application Load Balancers", service: "elasticloadbalancing", code: "L-53DA6B97" },
  databaseInstances: { title: "RDS instances", service: "rds", code: "L-7B6409FD" },
  concurrentFunctions: { title: "Lambda functions at a time", service: "lambda", code: "L-B99A9384" },
} as const satisfies Record<string, { title: string; service: string; code: string }>;

export type QuotaName = keyof typeof quotas;
