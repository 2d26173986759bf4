import { mkdirSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { awsService } from "./aws-service.ts";
import { awsxService } from "./awsx/service.ts";
import { openBehaviour } from "./behaviour.ts";
import type { BehaviourOptions } from "./behaviour.ts";
import { openCloud } from "./cloud.ts";
import { openStore } from "./store.ts";

export interface StandInOptions extends Omit<BehaviourOptions, "kill"> {
  /** Everything that exists in the stand-in AWS lives below this folder. */
  readonly stateDir: string;
  /** Ends the engine that works on a resource, for faults that want it to. */
  readonly killEngine?: ((urn: string) => void) | undefined;
  /** The account that the credentials belong to; by default the one that each provider allows. */
  readonly credentialsAccountId?: string;
}

export interface StandIn {
  /** For PULUMI_DEBUG_PROVIDERS: "aws:41233,awsx:41234". */
  readonly debugProviders: string;
  /** The same for components alone, whose resources another provider makes: "awsx:41234". */
  readonly debugComponents: string;
  /** Logs in as another account from the next provider on; undefined for whatever each provider allows. */
  useCredentialsOf(accountId: string | undefined): void;
  stop(): Promise<void>;
}

const awsVersion = "7.48.0";
const awsxVersion = "3.9.0";

/** Starts the stand-in AWS on loopback ports; one serves any number of engines at once. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  mkdirSync(options.stateDir, { recursive: true });
  const { killEngine } = options;
  const behaviour = openBehaviour({
    ...options,
    kill(process, urn) {
      if (process === "stand-in") void stop();
      else if (killEngine !== undefined) killEngine(urn);
      else throw new Error("nobody has told the stand-in AWS how to kill the engine");
    },
  });
  const cloud = openCloud({ store: openStore(options.stateDir), behaviour });
  const stopped = new AbortController();
  let credentialsAccountId = options.credentialsAccountId;
  const aws = await serve(
    awsService({
      cloud,
      version: awsVersion,
      credentialsAccountId: () => credentialsAccountId,
      stopped: stopped.signal,
    }),
  );
  const awsx = await serve(awsxService(awsxVersion));

  return {
    debugProviders: `aws:${aws.port},awsx:${awsx.port}`,
    debugComponents: `awsx:${awsx.port}`,
    useCredentialsOf(accountId) {
      credentialsAccountId = accountId;
    },
    stop,
  };

  async function stop(): Promise<void> {
    stopped.abort();
    await Promise.all([aws.stop(), awsx.stop()]);
  }
}

interface Serving {
  readonly port: number;
  stop(): Promise<void>;
}

async function serve(implementation: grpc.UntypedServiceImplementation): Promise<Serving> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(services.ResourceProviderService, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    port,
    async stop() {
      server.forceShutdown();
    },
  };
}
