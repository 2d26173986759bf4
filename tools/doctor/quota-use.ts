import type { World } from "../../shared/gate.ts";
import type { QuotaName } from "../../shared/quotas.ts";

/**
 * How much of a quota an account uses in a region now; undefined for a quota of which nobody can tell in a call or two.
 */
export async function countUsed(
  world: Pick<World, "aws">,
  region: string,
  quota: QuotaName,
): Promise<number | undefined> {
  const ec2 = await import("@aws-sdk/client-ec2");
  const client = new ec2.EC2Client(world.aws(region));
  switch (quota) {
    case "vpcs":
      return (await client.send(new ec2.DescribeVpcsCommand({}))).Vpcs?.length ?? 0;
    case "internetGateways":
      return (await client.send(new ec2.DescribeInternetGatewaysCommand({}))).InternetGateways?.length ?? 0;
    case "elasticIps":
      return (await client.send(new ec2.DescribeAddressesCommand({}))).Addresses?.length ?? 0;
    case "loadBalancers": {
      const { ElasticLoadBalancingV2Client, paginateDescribeLoadBalancers } =
        await import("@aws-sdk/client-elastic-load-balancing-v2");
      const balancers = new ElasticLoadBalancingV2Client(world.aws(region));
      let count = 0;
      for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client: balancers }, {})) {
        count += LoadBalancers.filter(({ Type }) => Type === "application").length;
      }
      return count;
    }
    case "databaseInstances": {
      const { RDSClient, paginateDescribeDBInstances } = await import("@aws-sdk/client-rds");
      const databases = new RDSClient(world.aws(region));
      let count = 0;
      for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client: databases }, {})) {
        count += DBInstances.length;
      }
      return count;
    }
    case "natGatewaysPerZone":
    case "interfaceEndpoints":
    case "fargateVcpus":
    case "fargateSpotVcpus":
    case "concurrentFunctions":
      return undefined;
  }
}
