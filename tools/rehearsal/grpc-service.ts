import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { PropertyValue } from "./property-values.ts";

export function valuesOf(value: struct.Struct | undefined): Record<string, unknown> {
  return value === undefined ? {} : value.toJavaScript();
}

export function structOf(value: PropertyValue): struct.Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

/** Turns a function into a gRPC method; what it throws becomes the error that the engine prints. */
export function answerUnary<Request, Response>(
  answer: (
    request: Request,
    call: grpc.ServerUnaryCall<Request, Response>,
  ) => Response | Promise<Response> | undefined | Promise<undefined>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    void Promise.resolve()
      .then(() => answer(call.request, call))
      .then(
        (response) => callback(null, response ?? (new empty.Empty() as Response)),
        (error: unknown) =>
          callback({
            code: grpc.status.UNKNOWN,
            details: error instanceof Error ? error.message : String(error),
          }),
      );
  };
}

/** What the engine asks of every provider, whatever its package. */
export function baseService(version: string): grpc.UntypedServiceImplementation {
  return {
    handshake: answerUnary(() => {
      const response = new provider.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    attach: answerUnary(() => undefined),
    cancel: answerUnary(() => undefined),
    getPluginInfo: answerUnary(() => {
      const response = new plugin.PluginInfo();
      response.setVersion(version);
      return response;
    }),
    getSchema: answerUnary(() => {
      const response = new provider.GetSchemaResponse();
      response.setSchema("{}");
      return response;
    }),
    getMapping: answerUnary(() => new provider.GetMappingResponse()),
    getMappings: answerUnary(() => new provider.GetMappingsResponse()),
  };
}
