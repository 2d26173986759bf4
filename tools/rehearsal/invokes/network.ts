import { hashOf } from "../property-values.ts";
import { stringOf } from "../catalogue/entry.ts";
import type { Invokes } from "./invoke.ts";

/** Zones of a new account by letter, where they are not simply a, b, c; names are shuffled per account. */
const zoneNumbers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "us-east-1": { a: 1, b: 2, c: 4, d: 6, e: 3, f: 5 },
  "us-west-1": { a: 3, c: 1 },
  "us-west-2": { a: 1, b: 2, c: 3, d: 4 },
  "ap-northeast-1": { a: 4, c: 1, d: 2 },
  "ca-central-1": { a: 1, b: 2, d: 4 },
};

const cloudFrontList = "com.amazonaws.global.cloudfront.origin-facing";

export const invokes: Invokes = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ login, args }) => {
    const region = stringOf(args["region"]) || login.region;
    const zones = Object.entries(zoneNumbers[region] ?? { a: 1, b: 2, c: 3 });
    return {
      id: region,
      region,
      groupNames: [`${region}-zg-1`],
      names: zones.map(([letter]) => `${region}${letter}`),
      zoneIds: zones.map(([, number]) => `${shortName(region)}-az${number}`),
    };
  },

  "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ login, args }) => {
    const name = stringOf(args["name"]);
    if (name !== cloudFrontList && !/^com\.amazonaws\.[a-z0-9-]+\.(s3|dynamodb)$/.test(name)) {
      throw new Error("no matching EC2 Managed Prefix List found");
    }
    const id = `pl-${hashOf(login.region, name).slice(0, 8)}`;
    return {
      id,
      name,
      region: login.region,
      arn: `arn:aws:ec2:${login.region}:aws:prefix-list/${id}`,
      ownerId: "AWS",
      addressFamily: "IPv4",
      entries: [],
      maxEntries: 0,
      version: 0,
      tags: {},
    };
  },

  // A zone that no stack made is taken to exist: what is looked up was there before the product.
  "aws:route53/getZone:getZone": ({ login, args, store }) => {
    const name = stringOf(args["name"]).replace(/\.$/, "");
    const own = store
      .list("aws:route53/zone:Zone", { account: login.account })
      .find((zone) => zone.properties["name"] === name);
    const id = own?.id ?? `Z${hashOf(login.account, name).slice(0, 20).toUpperCase()}`;
    const nameServers = own?.properties["nameServers"] ?? [
      "ns-1.awsdns-01.com",
      "ns-2.awsdns-02.net",
      "ns-3.awsdns-03.org",
      "ns-4.awsdns-04.co.uk",
    ];
    return {
      id,
      zoneId: id,
      name,
      arn: `arn:aws:route53:::hostedzone/${id}`,
      privateZone: false,
      callerReference: "",
      comment: "",
      nameServers,
      primaryNameServer: "ns-1.awsdns-01.com",
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      resourceRecordSetCount: 2,
      tags: {},
    };
  },
};

/** "usw1" for "us-west-1": how zone ids name a region. */
function shortName(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  const short = direction.replace(/^(north|south|east|west|central)/, (word) => word.slice(0, 1));
  return `${area}${short.replace(/(east|west)$/, (word) => word.slice(0, 1))}${number}`;
}
