import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import status from "@pulumi/pulumi/proto/status_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { hideSecrets } from "./property-values.ts";
import type { PropertyValue } from "./property-values.ts";
import { Unfinished } from "./unfinished.ts";

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
        (error: unknown) => callback(failureOf(error)),
      );
  };
}

function failureOf(error: unknown): Partial<grpc.StatusObject> {
  if (error instanceof Unfinished) return partialFailure(error);
  return { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}

/**
 * The answer after which the engine keeps the resource in its state, as unfinished, and updates it the next time.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto (ErrorResourceInitFailed)
 */
function partialFailure({ id, properties, secretPaths, message }: Unfinished): Partial<grpc.StatusObject> {
  const failed = new provider.ErrorResourceInitFailed();
  failed.setId(id);
  failed.setProperties(structOf(hideSecrets(properties, secretPaths)));
  failed.setReasonsList([message]);
  const detail = new any.Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new status.Status();
  answer.setCode(grpc.status.UNKNOWN);
  answer.setMessage(message);
  answer.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details: message, metadata };
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
