import { z } from "zod";
import { defineContract } from "../contract.ts";
import { compute } from "./compute.ts";
import { network } from "./network.ts";
import { account } from "./account.ts";
import { arn, hostname } from "./values.ts";

const apiId = z.string().regex(/^[a-z0-9]{10}$/, 'expected an id such as "a1b2c3d4e5"');

/** What 50-auth promises to the layers above it. It says where the client's secret is, never what it is. */
export const auth = defineContract({
  layer: "50-auth",
  reads: [account, network, compute],
  outputs: {
    provider: z.enum(["cognito", "clerk", "supertokens", "none"]).describe("Who signs users in"),
    userPoolId: z
      .string()
      .regex(/^[a-z]{2}-[a-z]+-\d_[A-Za-z0-9]+$/, 'expected an id such as "us-east-1_a1B2c3D4e"')
      .optional()
      .describe("Cognito user pool"),
    userPoolArn: arn("cognito-idp").optional().describe("ARN of the user pool"),
    clientId: z
      .string()
      .regex(/^[a-z0-9]{20,}$/, 'expected an id such as "1example23456789"')
      .optional()
      .describe("App client of the user pool"),
    clientSecretArn: arn("secretsmanager")
      .optional()
      .describe("JSON with clientId and clientSecret of a confidential client"),
    issuer: z
      .url({ protocol: /^https$/ })
      .optional()
      .describe("Issuer of the tokens"),
    authDomain: hostname.optional().describe("Host of the sign-in page"),
    apiKind: z.enum(["http", "rest", "none"]).describe("Kind of API Gateway in front of the API"),
    apiId: apiId.optional().describe("API Gateway API; dimension of HTTP API metrics"),
    apiName: z.string().optional().describe("Dimension of REST API metrics"),
    apiStage: z.string().optional().describe("Stage of the API"),
    apiStageArn: arn("apigateway").optional().describe("REST stage, to which a web ACL can be attached"),
    apiHost: hostname.optional().describe("Host on which the API answers"),
    apiUrl: z
      .url({ protocol: /^https$/ })
      .optional()
      .describe(
        "Base URL of the API, without a slash at the end; with a path where a REST API has no host of its own",
      ),
    apiKeyIds: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        "Ids of the usage plan's API keys by caller; whoever may read them gets the values from API Gateway",
      ),
    webSocketApiId: apiId.optional().describe("WebSocket API; dimension of its metrics"),
    webSocketUrl: z
      .url({ protocol: /^wss$/ })
      .optional()
      .describe("Where browsers connect to the WebSocket API"),
    webSocketConnectionsUrl: z
      .url({ protocol: /^https$/ })
      .optional()
      .describe("Where the app sends messages to open connections (@connections)"),
    vpcLinkId: z
      .string()
      .regex(/^[a-z0-9]{6,}$/, 'expected an id such as "a1b2c3"')
      .optional()
      .describe("VPC link to the internal load balancer"),
    dnsRecords: z
      .array(z.strictObject({ name: z.string(), type: z.string(), value: z.string() }))
      .describe("DNS records to create by hand where domain.dns is manual"),
  },
});
