import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

const service = "ApiGatewayV2";

/** Ten lower-case letters and digits, which is what API Gateway's ids look like. */
function idOf(make: Fabrication, length: number): string {
  return make.letters(length).toLowerCase();
}

/** API Gateway's ARNs name no account. */
export function apiGatewayArn(make: Fabrication, path: string): string {
  return `arn:aws:apigateway:${make.region}::${path}`;
}

export const apiToken = "aws:apigatewayv2/api:Api";
export const routeToken = "aws:apigatewayv2/route:Route";

export const entries: readonly Entry[] = [
  {
    token: apiToken,
    noun: "API Gateway v2 API",
    service,
    operations: { update: "UpdateApi" },
    id: (make) => idOf(make, 10),
    outputs: (make) => {
      const scheme = make.inputs["protocolType"] === "WEBSOCKET" ? "wss" : "https";
      return {
        arn: apiGatewayArn(make, `/apis/${make.id}`),
        apiEndpoint: `${scheme}://${make.id}.execute-api.${make.region}.amazonaws.com`,
        executionArn: make.arn("execute-api", make.id),
        ipAddressType: "ipv4",
      };
    },
    defaults: {
      apiKeySelectionExpression: "$request.header.x-api-key",
      routeSelectionExpression: "$request.method $request.path",
    },
    createOnly: ["protocolType"],
    autoName: { property: "name", maxLength: 128 },
  },
  {
    token: routeToken,
    noun: "API Gateway v2 Route",
    service,
    operations: { update: "UpdateRoute" },
    id: (make) => idOf(make, 7),
    defaults: { apiKeyRequired: false, authorizationType: "NONE" },
    createOnly: ["apiId"],
  },
  {
    token: "aws:apigatewayv2/integration:Integration",
    noun: "API Gateway v2 Integration",
    service,
    operations: { update: "UpdateIntegration" },
    id: (make) => idOf(make, 7),
    defaults: { connectionType: "INTERNET" },
    createOnly: ["apiId", "integrationType"],
  },
  {
    token: "aws:apigatewayv2/authorizer:Authorizer",
    noun: "API Gateway v2 Authorizer",
    service,
    operations: { update: "UpdateAuthorizer" },
    id: (make) => idOf(make, 6),
    createOnly: ["apiId"],
  },
  {
    token: "aws:apigatewayv2/deployment:Deployment",
    noun: "API Gateway v2 Deployment",
    service,
    operations: { update: "UpdateDeployment" },
    id: (make) => idOf(make, 6),
    createOnly: ["apiId", "triggers"],
  },
  {
    token: "aws:apigatewayv2/stage:Stage",
    noun: "API Gateway v2 Stage",
    service,
    operations: { update: "UpdateStage" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => {
      const api = stringOf(make.inputs["apiId"]);
      const protocol = make.store.get(apiToken, make, api)?.properties["protocolType"];
      const scheme = protocol === "WEBSOCKET" ? "wss" : "https";
      const path = make.id === "$default" ? "" : make.id;
      return {
        arn: apiGatewayArn(make, `/apis/${api}/stages/${make.id}`),
        executionArn: make.arn("execute-api", `${api}/${make.id}`),
        invokeUrl: `${scheme}://${api}.execute-api.${make.region}.amazonaws.com/${path}`,
      };
    },
    defaults: { autoDeploy: false },
    createOnly: ["apiId", "name"],
    autoName: { property: "name", maxLength: 128 },
  },
  {
    token: "aws:apigatewayv2/vpcLink:VpcLink",
    noun: "API Gateway v2 VPC Link",
    service,
    id: (make) => idOf(make, 6),
    outputs: (make) => ({ arn: apiGatewayArn(make, `/vpclinks/${make.id}`) }),
    createOnly: ["subnetIds", "securityGroupIds"],
    autoName: { property: "name", maxLength: 128 },
  },
  {
    token: "aws:apigatewayv2/domainName:DomainName",
    noun: "API Gateway v2 Domain Name",
    service,
    operations: { update: "UpdateDomainName" },
    id: (make) => stringOf(make.inputs["domainName"]),
    outputs: (make) => ({
      arn: apiGatewayArn(make, `/domainnames/${make.id}`),
      apiMappingSelectionExpression: "$request.basepath",
      domainNameConfiguration: {
        ipAddressType: "ipv4",
        targetDomainName: `d-${idOf(make, 10)}.execute-api.${make.region}.amazonaws.com`,
        hostedZoneId: `Z${make.letters(13)}`,
      },
    }),
    completes: { domainNameConfiguration: ["ipAddressType", "targetDomainName", "hostedZoneId"] },
    createOnly: ["domainName"],
  },
  {
    token: "aws:apigatewayv2/apiMapping:ApiMapping",
    noun: "API Gateway v2 API Mapping",
    service,
    operations: { update: "UpdateApiMapping" },
    id: (make) => idOf(make, 6),
    createOnly: ["domainName"],
  },
];
