import { stringOf } from "../catalogue/entry.ts";
import { prefixListId } from "../facts/prefix-lists.ts";
import { hashOf, isObject } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import { Refusal } from "../refusal.ts";
import type { InvokeRequest, Invokes } from "./invoke.ts";

/** The owner of the fck-nat images: https://fck-nat.dev/stable/deploying/ */
const fckNatOwner = "568608671756";

export const invokes: Invokes = {
  "aws:ec2/getAmi:getAmi": findImage,
  "aws:ec2/getPrefixList:getPrefixList": (request) =>
    findPrefixList(request, stringOf(request.args["name"]) || filterOf(request.args, "prefix-list-name")),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": (request) =>
    findPrefixList(request, stringOf(request.args["name"]) || filterOf(request.args, "prefix-list-name")),
};

function findImage({ args, login }: InvokeRequest): Properties {
  const owners = Array.isArray(args["owners"]) ? args["owners"].map(String) : [];
  const name = filterOf(args, "name");
  const architecture =
    /x86_64/.test(name) || filterOf(args, "architecture") === "x86_64" ? "x86_64" : "arm64";
  const region = stringOf(args["region"]) || login.region;
  const known = owners.includes(fckNatOwner) || owners.includes("amazon") || owners.includes("137112412989");
  if (!known || name === "")
    throw new Refusal(
      "NoImage",
      "Your query returned no results. Please change your search criteria and try again.",
    );
  const id = `ami-0${hashOf("ami", region, name).slice(0, 16)}`;
  const owner = owners.includes(fckNatOwner) ? fckNatOwner : "137112412989";
  return {
    ...args,
    id,
    imageId: id,
    architecture,
    arn: `arn:aws:ec2:${region}::image/${id}`,
    creationDate: "2026-01-01T00:00:00.000Z",
    name: name.replaceAll("*", "1.4.0"),
    ownerId: owner,
    region,
    rootDeviceName: "/dev/xvda",
    rootDeviceType: "ebs",
    state: "available",
    virtualizationType: "hvm",
    public: true,
  };
}

function findPrefixList({ args, login }: InvokeRequest, name: string): Properties {
  const region = stringOf(args["region"]) || login.region;
  const id = prefixListId(region, name);
  if (id === undefined) throw new Refusal("NoPrefixList", "no matching EC2 Managed Prefix List found");
  return {
    ...args,
    id,
    prefixListId: id,
    name,
    arn: `arn:aws:ec2:${region}:aws:prefix-list/${id}`,
    addressFamily: "IPv4",
    cidrBlocks: [],
    entries: [],
    // The CloudFront list weighs 55 of the 60 rules of a security group.
    maxEntries: name.endsWith("origin-facing") ? 55 : 10,
    ownerId: "AWS",
    region,
    tags: {},
    version: 1,
  };
}

function filterOf(args: Properties, name: string): string {
  const filters = Array.isArray(args["filters"]) ? args["filters"].filter(isObject) : [];
  const values = filters.find((filter) => filter["name"] === name)?.["values"];
  return Array.isArray(values) ? stringOf(values[0]) : "";
}
