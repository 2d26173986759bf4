import * as grpc from "@grpc/grpc-js";
import type provider from "@pulumi/pulumi/proto/provider_pb.js";
import services from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/resource_pb.js";
import { structOf, valuesOf } from "../grpc-service.ts";
import { referenceTo, revealSecrets } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import { idOf } from "./construct-vpc.ts";
import type { Host, Registration } from "./construct-vpc.ts";

/** The version that awsx 3.9 brings along. */
const awsVersion = "7.48.0";

export interface Monitor extends Host {
  registerComponent(): Promise<string>;
  registerOutputs(urn: string, outputs: Properties): Promise<void>;
  close(): void;
}

/**
 * The engine's resource monitor for one construct. It is asked directly, not through the Node SDK, because the SDK
 * keeps the monitor of a process in one global: two constructs at once would register with the wrong engine.
 */
export function connectMonitor(request: provider.ConstructRequest): Monitor {
  const client = new services.ResourceMonitorClient(
    request.getMonitorendpoint(),
    grpc.credentials.createInsecure(),
    {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    },
  );
  const aws = request.getProvidersMap().get("aws") ?? "";

  const send = async (
    message: messages.RegisterResourceRequest,
  ): Promise<messages.RegisterResourceResponse> =>
    await new Promise((resolve, reject) => {
      client.registerResource(message, (error, response) => {
        if (error !== null) reject(new Error(error.details));
        else if (response.getResult() === messages.Result.SUCCESS) resolve(response);
        else reject(new Error(`${message.getType()} "${message.getName()}" was not made`));
      });
    });

  return {
    async registerComponent() {
      const message = newMessage(request.getType(), request.getName(), request.getParent());
      message.setObject(structOf({}));
      message.setDependenciesList(request.getDependenciesList());
      message.setAliasesList(request.getAliasesList());
      message.setAliasspecs(true);
      const isProtected = request.getProtect();
      if (isProtected !== undefined) message.setProtect(isProtected);
      const isRetained = request.getRetainondelete();
      if (isRetained !== undefined) message.setRetainondelete(isRetained);
      for (const [name, reference] of request.getProvidersMap().getEntryList())
        message.getProvidersMap().set(name, reference);
      return (await send(message)).getUrn();
    },
    async register({ type, name, parent, inputs, dependsOn, inputDependencies }: Registration) {
      const message = newMessage(type, name, parent);
      message.setCustom(true);
      message.setObject(structOf(inputs));
      message.setProvider(aws);
      message.setVersion(awsVersion);
      message.setDependenciesList([...dependsOn]);
      for (const [property, urns] of Object.entries(inputDependencies)) {
        const dependencies = new messages.RegisterResourceRequest.PropertyDependencies();
        dependencies.setUrnsList([...urns]);
        message.getPropertydependenciesMap().set(property, dependencies);
      }
      const response = await send(message);
      const outputs = revealSecrets(valuesOf(response.getObject())).plain as Properties;
      return { urn: response.getUrn(), id: response.getId(), outputs };
    },
    async zones(args) {
      const message = new messages.ResourceInvokeRequest();
      message.setTok("aws:index/getAvailabilityZones:getAvailabilityZones");
      message.setArgs(structOf(typeof args["region"] === "string" ? { region: args["region"] } : {}));
      message.setProvider(aws);
      message.setVersion(awsVersion);
      return await new Promise((resolve, reject) => {
        client.invoke(message, (error, response) => {
          if (error !== null) reject(new Error(error.details));
          else resolve((valuesOf(response.getReturn())["names"] ?? []) as string[]);
        });
      });
    },
    refer: (registered) => referenceTo(registered.urn, String(idOf(registered))),
    async registerOutputs(urn, outputs) {
      const message = new messages.RegisterResourceOutputsRequest();
      message.setUrn(urn);
      message.setOutputs(structOf(outputs));
      await new Promise<void>((resolve, reject) => {
        client.registerResourceOutputs(message, (error) => {
          if (error !== null) reject(new Error(error.details));
          else resolve();
        });
      });
    },
    close() {
      client.close();
    },
  };
}

function newMessage(type: string, name: string, parent: string): messages.RegisterResourceRequest {
  const message = new messages.RegisterResourceRequest();
  message.setType(type);
  message.setName(name);
  message.setParent(parent);
  message.setAcceptsecrets(true);
  message.setAcceptresources(true);
  message.setSupportspartialvalues(true);
  message.setSupportsresultreporting(true);
  return message;
}
