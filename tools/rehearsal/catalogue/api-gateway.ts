import { apiGatewayArn } from "./api-gateway-v2.ts";
import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

const service = "API Gateway";

function idOf(make: Fabrication, length: number): string {
  return make.letters(length).toLowerCase();
}

function placeOf(make: Fabrication): string {
  const { restApi, resourceId, httpMethod } = make.inputs;
  return `${stringOf(restApi)}-${stringOf(resourceId)}-${stringOf(httpMethod)}`;
}

export const resourceToken = "aws:apigateway/resource:Resource";
export const restMethodToken = "aws:apigateway/method:Method";

export const entries: readonly Entry[] = [
  {
    token: "aws:apigateway/restApi:RestApi",
    noun: "API Gateway REST API",
    service,
    operations: { update: "UpdateRestApi" },
    id: (make) => idOf(make, 10),
    outputs: (make) => ({
      arn: apiGatewayArn(make, `/restapis/${make.id}`),
      executionArn: make.arn("execute-api", make.id),
      rootResourceId: make.letters(10, "root").toLowerCase(),
      createdDate: "2026-01-01T00:00:00Z",
      apiKeySource: "HEADER",
    }),
    autoName: { property: "name", maxLength: 255 },
  },
  {
    token: resourceToken,
    noun: "API Gateway Resource",
    service,
    operations: { update: "UpdateResource" },
    id: (make) => idOf(make, 6),
    outputs: (make) => {
      const parent = make.store.get(resourceToken, make, stringOf(make.inputs["parentId"]));
      return { path: `${stringOf(parent?.properties["path"])}/${stringOf(make.inputs["pathPart"])}` };
    },
    createOnly: ["restApi"],
  },
  {
    token: restMethodToken,
    noun: "API Gateway Method",
    service,
    operations: { create: "PutMethod", update: "UpdateMethod" },
    id: (make) => `agm-${placeOf(make)}`,
    defaults: { apiKeyRequired: false },
    createOnly: ["restApi", "resourceId", "httpMethod"],
  },
  {
    token: "aws:apigateway/integration:Integration",
    noun: "API Gateway Integration",
    service,
    operations: { create: "PutIntegration", update: "UpdateIntegration" },
    id: (make) => `agi-${placeOf(make)}`,
    outputs: (make) => ({ cacheNamespace: stringOf(make.inputs["resourceId"]) }),
    defaults: { connectionType: "INTERNET", timeoutMilliseconds: 29000 },
    createOnly: ["restApi", "resourceId", "httpMethod", "type", "integrationHttpMethod"],
  },
  {
    token: "aws:apigateway/response:Response",
    noun: "API Gateway Gateway Response",
    service,
    operations: {
      create: "PutGatewayResponse",
      update: "PutGatewayResponse",
      delete: "DeleteGatewayResponse",
    },
    id: (make) => `aggr-${stringOf(make.inputs["restApiId"])}-${stringOf(make.inputs["responseType"])}`,
    createOnly: ["restApiId", "responseType"],
  },
  {
    token: "aws:apigateway/authorizer:Authorizer",
    noun: "API Gateway Authorizer",
    service,
    operations: { update: "UpdateAuthorizer" },
    id: (make) => idOf(make, 6),
    outputs: (make) => ({
      arn: apiGatewayArn(make, `/restapis/${stringOf(make.inputs["restApi"])}/authorizers/${make.id}`),
    }),
    defaults: { authorizerResultTtlInSeconds: 300, type: "TOKEN" },
    createOnly: ["restApi"],
  },
  {
    token: "aws:apigateway/deployment:Deployment",
    noun: "API Gateway Deployment",
    service,
    operations: { update: "UpdateDeployment" },
    id: (make) => idOf(make, 6),
    createOnly: ["restApi", "triggers"],
  },
  {
    token: "aws:apigateway/stage:Stage",
    noun: "API Gateway Stage",
    service,
    operations: { update: "UpdateStage" },
    id: (make) => `ags-${stringOf(make.inputs["restApi"])}-${stringOf(make.inputs["stageName"])}`,
    outputs: (make) => {
      const api = stringOf(make.inputs["restApi"]);
      const stage = stringOf(make.inputs["stageName"]);
      return {
        arn: apiGatewayArn(make, `/restapis/${api}/stages/${stage}`),
        executionArn: make.arn("execute-api", `${api}/${stage}`),
        invokeUrl: `https://${api}.execute-api.${make.region}.amazonaws.com/${stage}`,
        webAclArn: "",
      };
    },
    createOnly: ["restApi", "stageName"],
  },
  {
    token: "aws:apigateway/methodSettings:MethodSettings",
    noun: "API Gateway Stage",
    service,
    operations: { create: "UpdateStage", update: "UpdateStage", delete: "UpdateStage" },
    id: (make) =>
      `${stringOf(make.inputs["restApi"])}-${stringOf(make.inputs["stageName"])}-${stringOf(make.inputs["methodPath"])}`,
    createOnly: ["restApi", "stageName", "methodPath"],
  },
  {
    token: "aws:apigateway/usagePlan:UsagePlan",
    noun: "API Gateway Usage Plan",
    service,
    operations: { update: "UpdateUsagePlan" },
    id: (make) => idOf(make, 6),
    outputs: (make) => ({ arn: apiGatewayArn(make, `/usageplans/${make.id}`) }),
  },
  {
    token: "aws:apigateway/apiKey:ApiKey",
    noun: "API Gateway API Key",
    service,
    operations: { update: "UpdateApiKey" },
    id: (make) => idOf(make, 10),
    outputs: (make) => ({
      arn: apiGatewayArn(make, `/apikeys/${make.id}`),
      value: make.letters(40, "value"),
      createdDate: "2026-01-01T00:00:00Z",
      lastUpdatedDate: "2026-01-01T00:00:00Z",
    }),
    defaults: { enabled: true, description: "Managed by Pulumi" },
    createOnly: ["value"],
  },
  {
    token: "aws:apigateway/usagePlanKey:UsagePlanKey",
    noun: "API Gateway Usage Plan Key",
    service,
    id: (make) => stringOf(make.inputs["keyId"]),
    outputs: (make) => ({
      name: stringOf(keyOf(make)?.properties["name"]),
      value: stringOf(keyOf(make)?.properties["value"]),
    }),
    createOnly: ["keyId", "keyType", "usagePlanId"],
  },
];

function keyOf(make: Fabrication) {
  return make.store.get("aws:apigateway/apiKey:ApiKey", make, stringOf(make.inputs["keyId"]));
}
