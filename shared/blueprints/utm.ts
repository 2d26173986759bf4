import type { AccountConfigInput } from "../../stacks/00-account/config.ts";
import type { NetworkConfigInput } from "../../stacks/10-network/config.ts";
import type { DataConfigInput } from "../../stacks/20-data/config.ts";
import { exampleTarget, type Blueprint, type BlueprintLayer, type Target } from "../blueprint.ts";
import { accountBasics } from "../blueprint-account.ts";

interface Layers extends Record<string, object> {
  "00-account": BlueprintLayer<AccountConfigInput>;
  "10-network": BlueprintLayer<NetworkConfigInput>;
  "20-data": BlueprintLayer<DataConfigInput>;
}

/** Four services behind path routing, Aurora Serverless v2 with two databases, Redis as job queue, SuperTokens. */
const utm: Blueprint<Layers> = {
  name: "utm",
  title: "API, worker, frontend and SuperTokens on Fargate with Aurora Serverless v2 and Redis",
  profiles: ["dev", "stage", "prod"],
  target: (profile) =>
    exampleTarget(profile, "utm", {
      region: "us-east-1",
      domain: profile === "prod" ? { name: "utm.example.com", zone: "lookup" } : undefined,
    }),
  layers: (target) => ({
    "00-account": {
      account: accountBasics(target, { monthlyLimitUsd: { dev: 250, stage: 400, prod: 1000, poc: 100 } }),
    },
    "10-network": networkOf(target),
    "20-data": dataOf(target),
  }),
};

export default utm;

function networkOf({ profile, domain }: Target): Layers["10-network"] {
  return {
    network: {
      cidr: "10.0.0.0/16",
      azCount: 2,
      mode: "private",
      nat: profile === "prod" ? "perAz" : "single",
      frontDoor: "internet",
      albPorts: domain === undefined ? [80] : [80, 443],
      servicePorts: [8080, 80],
      // The API reaches SuperTokens' core, which nothing outside may.
      discoveryPorts: [3567],
      ...(profile === "prod" && { flowLogs: "cloudwatch" }),
    },
    ...(domain !== undefined && {
      domain: {
        name: domain.name,
        zone: { mode: domain.zone },
        certs: { validation: domain.zone === "none" ? "manual" : "route53" },
      },
    }),
  };
}

function dataOf({ profile }: Target): Layers["20-data"] {
  const prod = profile === "prod";
  return {
    data: {
      db: {
        engine: "aurora-serverless",
        // The source asks for 15.4, which AWS no longer offers; the major version follows its minor upgrades.
        version: "15",
        acu: prod ? { min: 1, max: 8 } : { min: 0.5, max: 2 },
        name: "utm_backend",
        extraDatabases: ["supertokens"],
        backupDays: 7,
        appUser: { username: "utm_app" },
      },
      cache: {
        kind: "redis",
        version: "7.1",
        nodeType: prod ? "cache.t4g.small" : "cache.t4g.micro",
        maxmemoryPolicy: "noeviction",
        snapshotDays: prod ? 7 : 1,
      },
      secrets: {
        supertokens: { description: "API key between the API and SuperTokens' core", generated: true },
      },
    },
  };
}
