import {
  numberOf,
  ofType,
  partOf,
  textOf,
  type Charge,
  type CostResource,
  type Pricer,
} from "../resources.ts";

/** The password that RDS manages is a secret like any other. */
function managedSecret({ inputs }: CostResource): Charge[] {
  return inputs["manageMasterUserPassword"] === true
    ? [{ price: "secret-month", count: 1, note: "the password that RDS manages" }]
    : [];
}

/** A standby in another zone doubles instance and storage. */
const instance: Pricer = (own) => {
  const {
    engine,
    instanceClass,
    multiAz,
    allocatedStorage,
    storageType = "gp3",
    publiclyAccessible,
  } = own.inputs;
  if (engine !== "postgres") return [{ notPriced: `database engine ${String(engine)}` }];
  if (storageType !== "gp3" && storageType !== "gp2")
    return [{ notPriced: `database storage ${String(storageType)}` }];
  const count = multiAz === true ? 2 : 1;
  const standby = multiAz === true ? { note: "with its standby" } : {};
  return [
    { price: `rds-postgres-${String(instanceClass)}-hour`, count, ...standby },
    // gp2 and gp3 cost the same: https://aws.amazon.com/rds/postgresql/pricing/.
    { price: "rds-gp3-gb-month", count: count * (numberOf(allocatedStorage) ?? 0), ...standby },
    ...(publiclyAccessible === true ? [{ price: "public-address-hour", count: 1 }] : []),
    ...managedSecret(own),
  ];
};

const cluster: Pricer = (own, { usage }) => {
  if (!String(own.inputs["engine"]).startsWith("aurora-"))
    return [{ notPriced: `database engine ${String(own.inputs["engine"])}` }];
  return [
    { price: "aurora-gb-month", count: usage.auroraGb, note: "amount of data assumed" },
    ...managedSecret(own),
  ];
};

/** Serverless instances cost the capacity that they run with, at least the cluster's minimum. */
const clusterInstance: Pricer = ({ inputs }, { layer, usage }) => {
  if (inputs["instanceClass"] !== "db.serverless")
    return [{ notPriced: `Aurora instance class ${String(inputs["instanceClass"])}` }];
  const clusters = ofType(layer, "aws:rds/cluster:Cluster");
  const own = clusters.find(
    (candidate) => candidate.inputs["clusterIdentifier"] === inputs["clusterIdentifier"],
  );
  const found = own ?? (clusters.length === 1 ? clusters[0] : undefined);
  const least = numberOf(partOf(found?.inputs["serverlessv2ScalingConfiguration"])["minCapacity"]);
  if (least === undefined) return [{ notPriced: "the capacity of its cluster is not known" }];
  const note =
    usage.auroraAcu === undefined
      ? least === 0
        ? "asleep all month, its minimum"
        : "its minimum"
      : "capacity assumed";
  return [{ price: "aurora-acu-hour", count: Math.max(least, usage.auroraAcu ?? 0), note }];
};

/** Two vCPUs at least, or eight capacity units in front of a serverless cluster (https://aws.amazon.com/rds/proxy/pricing/). */
const proxy: Pricer = (_own, { layer }) => {
  const serverless = ofType(layer, "aws:rds/clusterInstance:ClusterInstance").length > 0;
  return [{ price: "rds-proxy-vcpu-hour", count: serverless ? 8 : 2, note: "the least that is charged" }];
};

const replicationGroup: Pricer = ({ inputs }) => {
  const { engine = "redis", nodeType, numCacheClusters, numNodeGroups, replicasPerNodeGroup } = inputs;
  const count =
    numberOf(numCacheClusters) ??
    (numberOf(numNodeGroups) ?? 1) * ((numberOf(replicasPerNodeGroup) ?? 0) + 1);
  return [{ price: `cache-${String(engine)}-${String(nodeType)}-hour`, count }];
};

/** The least that is charged for: 1 GB of Redis, 0.1 GB of Valkey (https://aws.amazon.com/elasticache/pricing/). */
const serverlessCache: Pricer = ({ inputs }) => {
  const engine = textOf(inputs["engine"]) ?? "";
  const storage = partOf(partOf(inputs["cacheUsageLimits"])["dataStorage"]);
  const least = engine === "valkey" ? 0.1 : 1;
  return [
    {
      price: `cache-serverless-${engine}-gb-hour`,
      count: Math.max(least, numberOf(storage["minimum"]) ?? 0),
      note: "the least that is charged",
    },
  ];
};

const one =
  (price: string): Pricer =>
  () => [{ price, count: 1 }];

const parameter: Pricer = ({ inputs }) =>
  inputs["tier"] === "Advanced" ? [{ price: "parameter-month", count: 1 }] : [];

export const dataPricers: Readonly<Record<string, Pricer>> = {
  "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
  "aws:elasticache/serverlessCache:ServerlessCache": serverlessCache,
  "aws:kms/key:Key": one("key-month"),
  "aws:kms/replicaKey:ReplicaKey": one("key-month"),
  "aws:rds/cluster:Cluster": cluster,
  "aws:rds/clusterInstance:ClusterInstance": clusterInstance,
  "aws:rds/instance:Instance": instance,
  "aws:rds/proxy:Proxy": proxy,
  "aws:secretsmanager/secret:Secret": one("secret-month"),
  "aws:ssm/parameter:Parameter": parameter,
};
