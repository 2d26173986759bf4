import type * as grpc from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import { answerUnary, baseService, structOf, valuesOf } from "../grpc-service.ts";
import { revealSecrets } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import { Refusal } from "../refusal.ts";
import { constructVpc } from "./construct-vpc.ts";
import { connectMonitor } from "./monitor.ts";

/** The `awsx` package: components only, each construct with a monitor connection of its own. */
export function awsxService(version: string): grpc.UntypedServiceImplementation {
  return {
    ...baseService(version),
    checkConfig: answerUnary((request: provider.CheckRequest) => {
      const response = new provider.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: answerUnary(() => new provider.DiffResponse()),
    configure: answerUnary(() => {
      const response = new provider.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      return response;
    }),
    construct: answerUnary(construct),
  };
}

async function construct(request: provider.ConstructRequest): Promise<provider.ConstructResponse> {
  if (request.getType() !== "awsx:ec2:Vpc") {
    throw new Refusal(
      "UnknownType",
      `the stand-in AWS does not know the component "${request.getType()}"; add it to tools/rehearsal/awsx/`,
    );
  }
  const monitor = connectMonitor(request);
  try {
    const urn = await monitor.registerComponent();
    const args = revealSecrets(valuesOf(request.getInputs())).plain as Properties;
    const { state, stateDependencies } = await constructVpc(request.getName(), args, urn, monitor);
    await monitor.registerOutputs(urn, state);
    const response = new provider.ConstructResponse();
    response.setUrn(urn);
    response.setState(structOf(state));
    for (const [key, urns] of Object.entries(stateDependencies)) {
      const dependencies = new provider.ConstructResponse.PropertyDependencies();
      dependencies.setUrnsList([...urns]);
      response.getStatedependenciesMap().set(key, dependencies);
    }
    return response;
  } finally {
    monitor.close();
  }
}
