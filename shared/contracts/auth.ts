import { z } from "zod";
import { defineContract } from "../contract.ts";
import { compute } from "./compute.ts";
import { network } from "./network.ts";
import { account } from "./account.ts";
import { arn } from "./values.ts";

/** What 50-auth promises to the layers above it. */
export const auth = defineContract({
  layer: "50-auth",
  reads: [account, network, compute],
  outputs: {
    provider: z.enum(["cognito", "clerk", "supertokens", "none"]).describe("Who signs users in"),
    userPoolId: z.string().optional().describe("Cognito user pool"),
    userPoolArn: arn("cognito-idp").optional().describe("ARN of the user pool"),
    clientId: z.string().optional().describe("App client of the user pool"),
    clientSecretArn: arn("secretsmanager").optional().describe("Where a confidential client's secret is"),
    issuer: z.url().optional().describe("Issuer of the tokens"),
    authDomain: z.string().optional().describe("Host of the hosted UI"),
    apiKind: z.enum(["http", "rest", "none"]).describe("Kind of API Gateway in front of the API"),
    apiId: z.string().optional().describe("API Gateway API"),
    apiName: z.string().optional().describe("Dimension of REST API metrics"),
    apiStage: z.string().optional().describe("Stage of the API"),
    apiStageArn: arn("apigateway").optional().describe("REST stage, to which a web ACL can be attached"),
    apiHost: z.string().optional().describe("Host on which the API answers"),
    apiUrl: z.url().optional().describe("Base URL of the API"),
    webSocketUrl: z.string().optional().describe("Base URL of the WebSocket API"),
    vpcLinkId: z.string().optional().describe("VPC link to the internal load balancer"),
  },
});
