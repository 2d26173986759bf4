import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { network } from "../../shared/contracts/network.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { logGroupName } from "../../shared/naming.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { defaultTags } from "../../shared/tags.ts";
import { readZones } from "./available-zones.ts";
import { networkConfig } from "./config.ts";
import { EnvironmentDomain } from "./environment-domain.ts";
import { EnvironmentVpc } from "./environment-vpc.ts";
import { FlowLogs } from "./flow-logs.ts";
import { natCostMonthlyUsd } from "./nat-cost.ts";
import { normalizeNetwork } from "./posture.ts";
import { SecurityGroups } from "./security-groups.ts";
import { planGroups, planRules } from "./security-rules.ts";
import { WayOut } from "./way-out.ts";

export default async () => {
  const config = loadConfig(networkConfig);
  const { accountId, region } = config;
  const layer = openLayer(network, config.upstreams);
  const { logBucketArn, logKmsKeyArn, permissionsBoundaryArn } = await layer.read(account);

  const posture = normalizeNetwork(config);
  const { plan, protect, zoneCount } = posture;
  const { cidr, nat, fckNat } = config.network;
  const namePrefix = `${config.product}-${config.environment}`;
  const provider = createProvider(config);
  const options = { providers: [provider] };
  const zones = await readZones({ region, zoneCount, pinned: config.network.azs }, provider);

  const vpc = new EnvironmentVpc(
    "vpc",
    { ...config.network, namePrefix, region, plan, zones, protect },
    options,
  );
  const { vpcId } = vpc;
  const wayOut = new WayOut(
    "way-out",
    {
      vpc,
      nat,
      natInstance: fckNat,
      zones,
      namePrefix,
      region,
      accountId,
      vpcCidr: cidr,
      tags: defaultTags(config, network.layer),
      permissionsBoundaryArn,
    },
    options,
  );
  const rules = { ...config.network, ...posture };
  const groups = new SecurityGroups(
    "security-groups",
    {
      namePrefix,
      vpcId,
      groups: planGroups(rules),
      rules: planRules(rules),
      prefixListIds: { s3: vpc.s3PrefixListId, dynamodb: vpc.dynamodbPrefixListId },
      protect,
    },
    options,
  );
  new FlowLogs(
    "flow-logs",
    {
      vpcId,
      accountId,
      destination: posture.flowLogs,
      logGroupName: logGroupName(config, "vpc", "flow-logs"),
      retentionDays: posture.flowLogRetentionDays,
      logKmsKeyArn,
      logBucketArn,
      permissionsBoundaryArn,
    },
    options,
  );
  const domain =
    config.domain && new EnvironmentDomain("domain", { domain: config.domain, region, protect }, options);

  return layer.publish({
    vpcId,
    vpcCidr: cidr,
    azs: zones.map((zone) => zone.name),
    azIds: zones.map((zone) => zone.id),
    publicSubnetIds: vpc.subnetIds.public,
    privateSubnetIds: vpc.subnetIds.private,
    dbSubnetIds: vpc.subnetIds.db,
    publicRouteTableIds: vpc.routeTableIds.public,
    privateRouteTableIds: vpc.routeTableIds.private,
    dbRouteTableIds: vpc.routeTableIds.db,
    securityGroupIds: groups.ids,
    taskSubnetIds: vpc.subnetIds[posture.taskTier],
    assignPublicIp: posture.assignPublicIp,
    hasEgress: posture.hasEgress,
    natMode: nat,
    natPublicIps: wayOut.publicIps,
    natCostMonthlyUsd: natCostMonthlyUsd({
      mode: nat,
      region,
      zoneCount,
      instanceType: fckNat.instanceType,
    }),
    hostedZoneId: domain?.hostedZoneId,
    nameServers: domain?.nameServers,
    domainName: config.domain?.name,
    regionalCertificateArn: domain?.regionalCertificateArn,
    edgeCertificateArn: domain?.edgeCertificateArn,
    certificatesIssued: domain?.certificatesIssued ?? false,
    validationRecords: domain?.validationRecords ?? [],
  });
};
