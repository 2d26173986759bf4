import type { runtime } from "@pulumi/pulumi";
import { constructVpc, idOf } from "./awsx/construct-vpc.ts";
import { openCloud } from "./cloud.ts";
import type { Cloud } from "./cloud.ts";
import { zonesOf } from "./facts/zones.ts";
import { invoke } from "./invokes/index.ts";
import { exampleAccountId, parseLogin } from "./login.ts";
import type { Login } from "./login.ts";
import { hideSecrets, isObject, revealSecrets, unknownValue } from "./property-values.ts";
import type { Properties } from "./property-values.ts";
import { Refusal } from "./refusal.ts";
import { checkInputs } from "./resource-check.ts";
import { openMemoryStore } from "./store.ts";

export interface MocksOptions {
  /** The account and region of resources whose provider names none. */
  readonly accountId?: string;
  readonly region?: string;
  readonly defaultTags?: Record<string, string>;
  /** As in a preview: what AWS makes up stays unknown. */
  readonly preview?: boolean;
}

export interface AwsMocks extends runtime.Mocks {
  /** Every resource asked for, with the inputs as the program gave them and, once it is made, all its properties. */
  readonly resources: { type: string; name: string; inputs: Properties; state?: Properties }[];
  readonly calls: { token: string; inputs: Properties }[];
  readonly cloud: Cloud;
}

/** The stand-in AWS for a program that runs without an engine: the same checks, rules, ids and outputs. */
export function awsMocks(options: MocksOptions = {}): AwsMocks {
  const cloud = openCloud({ store: openMemoryStore(), isOneLayer: true });
  const preview = options.preview === true;
  const defaultLogin: Login = {
    account: options.accountId ?? exampleAccountId,
    region: options.region ?? "us-east-1",
    defaultTags: options.defaultTags ?? {},
  };
  const logins = new Map<string, Login>();
  const loginOf = (provider: string | undefined): Login =>
    logins.get(provider?.split("::").at(-1) ?? "") ?? defaultLogin;
  const resources: AwsMocks["resources"] = [];
  const calls: AwsMocks["calls"] = [];

  const mocks: AwsMocks = {
    resources,
    calls,
    cloud,
    async newResource({ type, name, inputs, provider, custom, id }) {
      const { plain, secretPaths } = revealSecrets(await settle(inputs));
      const news = plain as Properties;
      const asked: AwsMocks["resources"][number] = { type, name, inputs: news };
      resources.push(asked);
      if (type === "pulumi:providers:aws") {
        const region = news["region"] ?? defaultLogin.region;
        const allowed = news["allowedAccountIds"] ?? [defaultLogin.account];
        logins.set(name, parseLogin({ ...news, region, allowedAccountIds: allowed }, undefined));
        return { id: name, state: news };
      }
      if (type === "awsx:ec2:Vpc") return { id: undefined, state: await makeVpc(name, news) };
      if (custom === false || !type.startsWith("aws:"))
        return { id: custom === false ? undefined : name, state: news };

      const login = loginOf(provider);
      const urn = urnOf(type, name);
      if (id !== undefined && id !== "") {
        const found = await cloud.read({ login, token: type, name, urn, id, inputs: {}, olds: news });
        return { id, state: found?.properties ?? { ...news, id } };
      }
      const checked = checkInputs({ token: type, name, login, olds: {}, news, randomSeed: "" });
      if (checked.failures.length > 0) {
        const reasons = checked.failures.map((it) => it.reason).join("; ");
        throw new Refusal("CheckFailure", `${type} resource '${name}' has a problem: ${reasons}`);
      }
      const made = await cloud.create({
        login,
        token: type,
        name,
        urn,
        inputs: checked.inputs,
        secretPaths,
        preview,
      });
      asked.state = { ...made.properties, id: made.id };
      return {
        id: made.id === "" ? undefined : made.id,
        state: hideSecrets(made.properties, secretPaths) as Properties,
      };
    },
    async call({ token, inputs, provider }) {
      const args = revealSecrets(await settle(inputs)).plain as Properties;
      calls.push({ token, inputs: args });
      return invoke({ token, args, login: loginOf(provider), store: cloud.store });
    },
  };

  // The mock monitor does not say which providers a component passes on, so its children use the default login.
  const makeVpc = async (name: string, args: Properties): Promise<Properties> => {
    const { state } = await constructVpc(name, args, urnOf("awsx:ec2:Vpc", name), {
      async register(child) {
        const made = await mocks.newResource({
          type: child.type,
          name: child.name,
          inputs: child.inputs,
          custom: true,
        });
        return { urn: urnOf(child.type, child.name), id: made.id ?? "", outputs: made.state };
      },
      zones: async () => zonesOf(defaultLogin.region).map((zone) => zone.name),
      // The mock monitor knows no resource that it did not register itself, so no references.
      refer: (registered) => ({ ...registered.outputs, id: idOf(registered) }),
    });
    return state;
  };
  return mocks;
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:mocks::mocks::${type}::${name}`;
}

/** The mock monitor hands over whole resources and its own mark for what is unknown; the engine sends ids and a sentinel. */
async function settle(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return await Promise.all(value.map(settle));
  if (!isObject(value)) return value;
  const object: Record<string, unknown> = value;
  if (object["__pulumiUnknown"] === true) return unknownValue;
  if (object["__pulumiResource"] === true) {
    const id = (object["id"] ?? object["urn"]) as { promise(): Promise<string | undefined> };
    return (await id.promise()) ?? unknownValue;
  }
  if (Object.getPrototypeOf(object) !== Object.prototype) return object;
  const entries = await Promise.all(
    Object.entries(object).map(async ([key, item]) => [key, await settle(item)] as const),
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
