import { type ResourceCases } from "./case.ts";

/** Rules about networks. */
export const network: ResourceCases = {
  "subnet-no-public-address": {
    keeps: { vpcId: "vpc-0a1b2c3d", cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: false },
    breaks: { mapPublicIpOnLaunch: true },
    says: "mapPublicIpOnLaunch is wrong, expected anything but true, got true",
  },
  "vpc-dns": {
    keeps: { enableDnsSupport: true, enableDnsHostnames: true },
    breaks: { enableDnsHostnames: false },
    says: "enableDnsHostnames is wrong, expected true, got false",
  },
  "certificate-key": {
    keeps: {},
    breaks: { keyAlgorithm: "RSA_1024" },
    says: 'keyAlgorithm is wrong, expected "RSA_2048" or a longer or elliptic key, got "RSA_1024"',
  },
  "default-group-empty": {
    keeps: {},
    breaks: { ingress: [{ protocol: "-1", self: true }] },
    says: "the default security group has rules, expected none, got 1",
  },
  "launch-template-imds-v2": {
    keeps: { metadataOptions: { httpTokens: "required" } },
    breaks: { metadataOptions: { httpTokens: "optional" } },
    says: 'metadataOptions.httpTokens is wrong, expected "required", got "optional"',
  },
  "launch-template-encrypted": {
    keeps: { blockDeviceMappings: [{ ebs: { encrypted: "true" } }] },
    breaks: { blockDeviceMappings: [{ ebs: { encrypted: "false" } }] },
    says: 'ebs.encrypted is wrong, expected true, got "false"',
  },
  "launch-template-no-public-address": {
    keeps: { networkInterfaces: [{}] },
    breaks: { networkInterfaces: [{ associatePublicIpAddress: "true" }] },
    says: 'associatePublicIpAddress is wrong, expected anything but true, got "true"',
  },
  "nacl-admin-ports": {
    keeps: {
      vpcId: "vpc-0a1b2c3d",
      ingress: [
        { ruleNo: 90, action: "deny", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" },
        { ruleNo: 91, action: "deny", protocol: "tcp", fromPort: 3389, toPort: 3389, cidrBlock: "0.0.0.0/0" },
        { ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" },
      ],
    },
    breaks: { ingress: [{ ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" }] },
    says: "port 22 can be reached from the internet, expected it denied before it is allowed, got an allowing rule",
  },
  "sg-front-door": {
    keeps: {
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: { FrontDoor: "internet" },
    },
    breaks: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22, tags: undefined },
    says: 'ports 22 to 22 are open to the internet, expected only 80 and 443 of a rule with the tag FrontDoor "internet", got no such tag',
  },
  "sg-no-inline-rules": {
    keeps: {},
    breaks: { ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.0.0.0/16"] }] },
    says: "rules are written where the other rules about security groups do not look, expected SecurityGroupIngressRule and SecurityGroupEgressRule, got 1 inline",
  },
  "sg-rule-described": {
    keeps: { description: "Load balancers" },
    breaks: { description: "" },
    says: 'description is wrong, expected a few words, got ""',
  },
  "sg-egress-bounded": {
    keeps: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    breaks: { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
    says: "every port of the internet can be reached, expected the ports that are needed, got all",
  },
};
