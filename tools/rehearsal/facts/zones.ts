export interface Zone {
  readonly name: string;
  readonly id: string;
}

// What a new account sees: us-west-1 has three zones but gives two.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
const zoneTable: Readonly<
  Record<string, readonly [prefix: string, letters: string, numbers?: readonly number[]]>
> = {
  "us-east-1": ["use1", "abcdef", [1, 2, 4, 6, 3, 5]],
  "us-east-2": ["use2", "abc"],
  "us-west-1": ["usw1", "ac", [3, 1]],
  "us-west-2": ["usw2", "abcd"],
  "ca-central-1": ["cac1", "abd", [1, 2, 4]],
  "ca-west-1": ["caw1", "abc"],
  "sa-east-1": ["sae1", "abc"],
  "mx-central-1": ["mxc1", "abc"],
  "eu-central-1": ["euc1", "abc"],
  "eu-central-2": ["euc2", "abc"],
  "eu-north-1": ["eun1", "abc"],
  "eu-south-1": ["eus1", "abc"],
  "eu-south-2": ["eus2", "abc"],
  "eu-west-1": ["euw1", "abc"],
  "eu-west-2": ["euw2", "abc"],
  "eu-west-3": ["euw3", "abc"],
  "ap-east-1": ["ape1", "abc"],
  "ap-northeast-1": ["apne1", "acd", [4, 1, 2]],
  "ap-northeast-2": ["apne2", "abcd"],
  "ap-northeast-3": ["apne3", "abc"],
  "ap-south-1": ["aps1", "abc"],
  "ap-south-2": ["aps2", "abc"],
  "ap-southeast-1": ["apse1", "abc"],
  "ap-southeast-2": ["apse2", "abc"],
  "ap-southeast-3": ["apse3", "abc"],
  "ap-southeast-4": ["apse4", "abc"],
  "ap-southeast-5": ["apse5", "abc"],
  "af-south-1": ["afs1", "abc"],
  "il-central-1": ["ilc1", "abc"],
  "me-central-1": ["mec1", "abc"],
  "me-south-1": ["mes1", "abc"],
};

/** The availability zones of a region, in order; none for a region that does not exist. */
export function zonesOf(region: string): readonly Zone[] {
  const [prefix = "", letters = "", numbers] = zoneTable[region] ?? [];
  return [...letters].map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${prefix}-az${numbers?.[index] ?? index + 1}`,
  }));
}

export function isRegion(region: string): boolean {
  return region in zoneTable;
}
