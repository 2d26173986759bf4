import * as grpc from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type { Cloud } from "./cloud.ts";
import { answerUnary, baseService, structOf, valuesOf } from "./grpc-service.ts";
import { invoke } from "./invokes/index.ts";
import { parseLogin } from "./login.ts";
import type { Login } from "./login.ts";
import { hideSecrets, isUnknown, revealSecrets } from "./property-values.ts";
import type { Path, Properties } from "./property-values.ts";
import { Refusal } from "./refusal.ts";
import { checkInputs } from "./resource-check.ts";
import { diffInputs } from "./resource-diff.ts";

type Call = grpc.ServerUnaryCall<unknown, unknown>;

export interface AwsServiceOptions {
  readonly cloud: Cloud;
  readonly version: string;
  readonly credentialsAccountId: () => string | undefined;
  /** Aborted when nobody waits for an answer any more. */
  readonly stopped: AbortSignal;
}

/** The `aws` package: every connection is one provider instance with an account and region of its own. */
export function awsService({
  cloud,
  version,
  credentialsAccountId,
  stopped,
}: AwsServiceOptions): grpc.UntypedServiceImplementation {
  const logins = new Map<string, Login>();
  const loginOf = (call: Call): Login => {
    const login = logins.get(call.getPeer());
    if (login === undefined)
      throw new Refusal(
        "NotConfigured",
        "the stand-in AWS was not configured on this connection; run the command again",
      );
    return login;
  };
  const cancels = new Map<string, AbortController>();
  const cancelOf = (call: Call): AbortController => {
    const known = cancels.get(call.getPeer());
    if (known !== undefined) return known;
    const cancel = new AbortController();
    cancels.set(call.getPeer(), cancel);
    return cancel;
  };
  const signalOf = (call: Call): AbortSignal => AbortSignal.any([stopped, cancelOf(call).signal]);

  return {
    ...baseService(version),

    cancel: answerUnary((_request: unknown, call: Call) => {
      cancelOf(call).abort();
      return undefined;
    }),

    checkConfig: answerUnary((request: provider.CheckRequest) => {
      const response = new provider.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),

    diffConfig: answerUnary((request: provider.DiffRequest) => {
      const olds = revealSecrets(valuesOf(request.getOlds())).plain as Properties;
      const news = revealSecrets(valuesOf(request.getNews())).plain as Properties;
      const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
        (key) => key !== "version" && JSON.stringify(olds[key]) !== JSON.stringify(news[key]),
      );
      const response = new provider.DiffResponse();
      response.setChanges(
        changed.length > 0
          ? provider.DiffResponse.DiffChanges.DIFF_SOME
          : provider.DiffResponse.DiffChanges.DIFF_NONE,
      );
      response.setDiffsList(changed);
      // Another region is another set of resources, so the real provider asks to replace them all.
      if (changed.includes("region") && !isUnknown(news["region"])) response.setReplacesList(["region"]);
      return response;
    }),

    configure: answerUnary((request: provider.ConfigureRequest, call: Call) => {
      logins.set(call.getPeer(), parseLogin(valuesOf(request.getArgs()), credentialsAccountId()));
      const response = new provider.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),

    check: answerUnary((request: provider.CheckRequest, call: Call) => {
      const { token, name } = identityOf(request.getUrn());
      const news = revealSecrets(valuesOf(request.getNews()));
      const autonaming = request.getAutonaming();
      const { inputs, failures } = checkInputs({
        token,
        name,
        login: loginOf(call),
        olds: revealSecrets(valuesOf(request.getOlds())).plain as Properties,
        news: news.plain as Properties,
        randomSeed: Buffer.from(request.getRandomseed_asU8()).toString("hex"),
        ...(autonaming === undefined
          ? {}
          : {
              proposedName: {
                name: autonaming.getProposedName(),
                disabled: autonaming.getMode() === provider.CheckRequest.AutonamingOptions.Mode.DISABLE,
              },
            }),
      });
      const response = new provider.CheckResponse();
      response.setInputs(structOf(hideSecrets(inputs, news.secretPaths)));
      response.setFailuresList(
        failures.map(({ property, reason }) => {
          const failure = new provider.CheckFailure();
          failure.setProperty(property);
          failure.setReason(reason);
          return failure;
        }),
      );
      return response;
    }),

    diff: answerUnary((request: provider.DiffRequest) => {
      const { token } = identityOf(request.getUrn());
      const olds = revealSecrets(valuesOf(request.getOldInputs() ?? request.getOlds())).plain as Properties;
      const news = revealSecrets(valuesOf(request.getNews())).plain as Properties;
      return diffResponse(diffInputs(token, olds, news, request.getIgnorechangesList()));
    }),

    create: answerUnary(async (request: provider.CreateRequest, call: Call) => {
      const { plain, secretPaths } = revealSecrets(valuesOf(request.getProperties()));
      const urn = request.getUrn();
      const made = await cloud.create({
        ...identityOf(urn),
        login: loginOf(call),
        signal: signalOf(call),
        urn,
        inputs: plain as Properties,
        secretPaths,
        preview: request.getPreview(),
      });
      const response = new provider.CreateResponse();
      response.setId(made.id);
      response.setProperties(structOf(hideSecrets(made.properties, secretPaths)));
      return response;
    }),

    read: answerUnary(async (request: provider.ReadRequest, call: Call) => {
      const inputs = revealSecrets(valuesOf(request.getInputs()));
      const urn = request.getUrn();
      const found = await cloud.read({
        ...identityOf(urn),
        login: loginOf(call),
        signal: signalOf(call),
        urn,
        id: request.getId(),
        inputs: inputs.plain as Properties,
        olds: revealSecrets(valuesOf(request.getProperties())).plain as Properties,
      });
      const response = new provider.ReadResponse();
      if (found === undefined) return response;
      const secretPaths: readonly Path[] = [...found.secretPaths, ...inputs.secretPaths];
      response.setId(found.id);
      response.setProperties(structOf(hideSecrets(found.properties, secretPaths)));
      response.setInputs(structOf(hideSecrets(found.inputs, secretPaths)));
      return response;
    }),

    update: answerUnary(async (request: provider.UpdateRequest, call: Call) => {
      const { plain, secretPaths } = revealSecrets(valuesOf(request.getNews()));
      const urn = request.getUrn();
      const properties = await cloud.update({
        ...identityOf(urn),
        login: loginOf(call),
        signal: signalOf(call),
        urn,
        id: request.getId(),
        inputs: plain as Properties,
        olds: revealSecrets(valuesOf(request.getOlds())).plain as Properties,
        secretPaths,
        preview: request.getPreview(),
      });
      const response = new provider.UpdateResponse();
      response.setProperties(structOf(hideSecrets(properties, secretPaths)));
      return response;
    }),

    delete: answerUnary(async (request: provider.DeleteRequest, call: Call) => {
      const urn = request.getUrn();
      await cloud.delete({
        ...identityOf(urn),
        login: loginOf(call),
        signal: signalOf(call),
        urn,
        id: request.getId(),
        olds: revealSecrets(valuesOf(request.getProperties())).plain as Properties,
      });
      return undefined;
    }),

    invoke: answerUnary((request: provider.InvokeRequest, call: Call) => {
      const args = revealSecrets(valuesOf(request.getArgs())).plain as Properties;
      const response = new provider.InvokeResponse();
      response.setReturn(
        structOf(invoke({ token: request.getTok(), args, login: loginOf(call), store: cloud.store })),
      );
      return response;
    }),
  };
}

function diffResponse(diff: ReturnType<typeof diffInputs>): provider.DiffResponse {
  const kinds = provider.PropertyDiff.Kind;
  const kindOf = {
    add: [kinds.ADD, kinds.ADD_REPLACE],
    update: [kinds.UPDATE, kinds.UPDATE_REPLACE],
    delete: [kinds.DELETE, kinds.DELETE_REPLACE],
  } as const;
  const response = new provider.DiffResponse();
  response.setChanges(
    diff.changes.length > 0
      ? provider.DiffResponse.DiffChanges.DIFF_SOME
      : provider.DiffResponse.DiffChanges.DIFF_NONE,
  );
  response.setReplacesList([...diff.replaces]);
  response.setDeletebeforereplace(diff.deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  response.setDiffsList([...new Set(diff.changes.map((it) => it.path.split(/[.[]/)[0] ?? ""))]);
  for (const { path, change, replaces } of diff.changes) {
    const property = new provider.PropertyDiff();
    property.setKind(kindOf[change][replaces ? 1 : 0]);
    property.setInputdiff(true);
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}

/** `urn:pulumi:stack::project::parent$type::name` */
function identityOf(urn: string): { token: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { token: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
