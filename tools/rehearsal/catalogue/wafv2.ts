import { lastPart, stringOf, uuidOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

function aclArn(make: Fabrication): string {
  const scope = make.inputs["scope"] === "CLOUDFRONT" ? "global" : "regional";
  return make.arn("wafv2", `${scope}/webacl/${stringOf(make.inputs["name"])}/${uuidOf(make)}`);
}

export const entries: readonly Entry[] = [
  {
    token: "aws:wafv2/webAcl:WebAcl",
    noun: "WAFv2 WebACL",
    operations: { create: "CreateWebACL", update: "UpdateWebACL", delete: "DeleteWebACL" },
    id: uuidOf,
    outputs: (make) => ({
      arn: aclArn(make),
      capacity: 0,
      lockToken: uuidOf(make, "lock"),
      applicationIntegrationUrl: "",
    }),
    createOnly: ["name", "namePrefix", "scope"],
    autoName: { property: "name", maxLength: 128 },
  },
  {
    token: "aws:wafv2/webAclAssociation:WebAclAssociation",
    noun: "WAFv2 WebACL Association",
    service: "WAFV2",
    operations: { create: "AssociateWebACL", delete: "DisassociateWebACL" },
    id: (make) => `${stringOf(make.inputs["webAclArn"])},${stringOf(make.inputs["resourceArn"])}`,
    createOnly: ["resourceArn", "webAclArn"],
  },
  {
    token: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    noun: "WAFv2 WebACL Logging Configuration",
    service: "WAFV2",
    operations: {
      create: "PutLoggingConfiguration",
      update: "PutLoggingConfiguration",
      delete: "DeleteLoggingConfiguration",
    },
    id: (make) => stringOf(make.inputs["resourceArn"]),
    createOnly: ["resourceArn"],
    overwrites: true,
  },
  {
    token: "aws:wafv2/ipSet:IpSet",
    noun: "WAFv2 IPSet",
    operations: { create: "CreateIPSet", update: "UpdateIPSet", delete: "DeleteIPSet" },
    id: uuidOf,
    outputs: (make) => ({
      arn: make.arn("wafv2", `regional/ipset/${lastPart(stringOf(make.inputs["name"]))}/${uuidOf(make)}`),
      lockToken: uuidOf(make, "lock"),
    }),
    createOnly: ["name", "namePrefix", "scope", "ipAddressVersion"],
    autoName: { property: "name", maxLength: 128 },
  },
];
