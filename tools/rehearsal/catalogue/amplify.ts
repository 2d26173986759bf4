import { isObject } from "../property-values.ts";
import type { PropertyValue } from "../property-values.ts";
import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

const service = "Amplify";

export const entries: readonly Entry[] = [
  {
    token: "aws:amplify/app:App",
    noun: "Amplify App",
    service,
    id: (make) => `d${make.letters(13).toLowerCase()}`,
    outputs: (make) => ({
      arn: make.arn("amplify", `apps/${make.id}`),
      defaultDomain: `${make.id}.amplifyapp.com`,
      productionBranches: [],
    }),
    defaults: { platform: "WEB" },
    createOnly: [],
    autoName: { property: "name", maxLength: 255 },
  },
  {
    token: "aws:amplify/branch:Branch",
    noun: "Amplify Branch",
    service,
    id: (make) => `${stringOf(make.inputs["appId"])}/${stringOf(make.inputs["branchName"])}`,
    outputs: (make) => ({
      arn: make.arn(
        "amplify",
        `apps/${stringOf(make.inputs["appId"])}/branches/${stringOf(make.inputs["branchName"])}`,
      ),
      associatedResources: [],
      customDomains: [],
      destinationBranch: "",
      sourceBranch: "",
    }),
    defaults: { enableAutoBuild: true, ttl: "5" },
    createOnly: ["appId", "branchName"],
    autoName: false,
  },
  {
    token: "aws:amplify/domainAssociation:DomainAssociation",
    noun: "Amplify Domain Association",
    service,
    id: (make) => `${stringOf(make.inputs["appId"])}/${stringOf(make.inputs["domainName"])}`,
    outputs: (make) => ({
      arn: make.arn("amplify", `apps/${stringOf(make.inputs["appId"])}/domains/${domainOf(make)}`),
      certificateVerificationDnsRecord: `_${make.hex(32)}.${domainOf(make)}. CNAME _${make.hex(32, "value")}.${make.hex(10, "zone")}.acm-validations.aws.`,
      subDomains: answeredHosts(make),
    }),
    // Amplify answers each host with the record that points at it.
    completes: { subDomains: ["dnsRecord", "verified"] },
    defaults: { enableAutoSubDomain: false, waitForVerification: true },
    createOnly: ["appId", "domainName"],
    autoName: false,
  },
];

function domainOf(make: Fabrication): string {
  return stringOf(make.inputs["domainName"]);
}

/** The hosts of an association as Amplify answers them. */
function answeredHosts(make: Fabrication): PropertyValue[] {
  const hosts = make.inputs["subDomains"];
  return (Array.isArray(hosts) ? hosts : []).filter(isObject).map((host) => ({
    ...host,
    dnsRecord: `${stringOf(host["prefix"])} CNAME d${make.letters(13, "host").toLowerCase()}.cloudfront.net`,
    verified: false,
  }));
}
