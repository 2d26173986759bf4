/** Arm64 types of the NAT instance; each is twice the size and the price of the one before. */
export const natInstanceTypes = [
  "t4g.nano",
  "t4g.micro",
  "t4g.small",
  "t4g.medium",
  "t4g.large",
  "t4g.xlarge",
] as const;

/**
 * USD per hour by region: a NAT gateway (per zone, also in a regional one) and a t4g.nano.
 * As of 2026-11 from https://aws.amazon.com/vpc/pricing/ and https://aws.amazon.com/ec2/pricing/on-demand/.
 */
const pricePerHour: Readonly<Record<string, { gateway: number; nano: number }>> = {
  "us-east-1": { gateway: 0.045, nano: 0.0042 },
  "us-east-2": { gateway: 0.045, nano: 0.0042 },
  "us-west-1": { gateway: 0.048, nano: 0.005 },
  "us-west-2": { gateway: 0.045, nano: 0.0042 },
  "ca-central-1": { gateway: 0.05, nano: 0.0046 },
  "eu-west-1": { gateway: 0.048, nano: 0.0046 },
  "eu-west-2": { gateway: 0.05, nano: 0.0047 },
  "eu-central-1": { gateway: 0.052, nano: 0.0048 },
  "eu-north-1": { gateway: 0.046, nano: 0.0043 },
  "ap-south-1": { gateway: 0.056, nano: 0.0028 },
  "ap-southeast-1": { gateway: 0.059, nano: 0.0053 },
  "ap-southeast-2": { gateway: 0.059, nano: 0.0053 },
  "ap-northeast-1": { gateway: 0.062, nano: 0.0054 },
  "sa-east-1": { gateway: 0.093, nano: 0.0067 },
};
/** For a region that is not in the table: its dearest, so that the estimate errs on the high side. */
const dearest = { gateway: 0.093, nano: 0.0067 };
const publicAddressPerHour = 0.005;
/** 8 GB of gp3. */
const natVolumePerMonth = 0.64;
const hoursPerMonth = 730;

/** What NAT costs each month whether used or not, in USD, without the traffic. */
export function natCostMonthlyUsd(nat: {
  mode: "none" | "single" | "perAz" | "regional" | "fck-nat";
  region: string;
  zoneCount: number;
  instanceType: (typeof natInstanceTypes)[number];
}): number {
  const price = pricePerHour[nat.region] ?? dearest;
  const gateway = hoursPerMonth * (price.gateway + publicAddressPerHour);
  const instance = price.nano * 2 ** natInstanceTypes.indexOf(nat.instanceType);
  const cost = {
    none: 0,
    single: gateway,
    perAz: gateway * nat.zoneCount,
    regional: gateway * nat.zoneCount,
    "fck-nat": hoursPerMonth * (instance + publicAddressPerHour) + natVolumePerMonth,
  }[nat.mode];
  return Math.round(cost * 100) / 100;
}
