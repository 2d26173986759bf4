import { isUnknown, unknownValue } from "../property-values.ts";
import type { Properties, PropertyValue } from "../property-values.ts";
import { ChildReference, planVpc } from "./vpc-plan.ts";
import type { Child, ChildInput, VpcPlan } from "./vpc-plan.ts";

/** Something that was registered: with the engine, or with the mocks. */
export interface Registered {
  readonly urn: string;
  /** Empty while it is not known. */
  readonly id: string;
  readonly outputs: Properties;
}

export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly inputs: Properties;
  readonly dependsOn: readonly string[];
  /** Which resources each input came from. */
  readonly inputDependencies: Readonly<Record<string, readonly string[]>>;
}

export interface Host {
  register(registration: Registration): Promise<Registered>;
  /** The names of the zones that the component uses when it is told none. */
  zones(args: Properties): Promise<readonly string[]>;
  /** How an output of the component shows one of its children. */
  refer(registered: Registered): PropertyValue;
}

export interface ConstructedVpc {
  readonly state: Properties;
  readonly stateDependencies: Readonly<Record<string, readonly string[]>>;
}

/** Registers what an awsx.ec2.Vpc consists of; each child starts as soon as those it needs are there. */
export async function constructVpc(
  name: string,
  args: Properties,
  component: string,
  host: Host,
): Promise<ConstructedVpc> {
  const zones = await zonesOf(args, host);
  const plan = planVpc(name, args, zones);
  const pending = new Map<string, Promise<Registered>>();
  for (const child of plan.children) pending.set(child.key, registerChild(child, component, pending, host));
  const entries = await Promise.all(
    [...pending].map(async ([key, registered]) => [key, await registered] as const),
  );
  return outputsOf(plan, new Map(entries), host);
}

async function zonesOf(args: Properties, host: Host): Promise<readonly string[]> {
  const names = args["availabilityZoneNames"];
  const count = args["numberOfAvailabilityZones"];
  if (Array.isArray(names) && typeof count === "number") {
    throw new Error("Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified");
  }
  if (Array.isArray(names)) return names.map(String);
  const wanted = typeof count === "number" ? count : 3;
  const found = await host.zones(args);
  if (found.length < wanted) {
    throw new Error(
      `The configured region for this provider does not have at least ${wanted} Availability Zones. Either specify an explicit list of zones in availabilityZoneNames or choose a region with at least ${wanted} AZs.`,
    );
  }
  return found.slice(0, wanted);
}

async function registerChild(
  child: Child,
  component: string,
  pending: ReadonlyMap<string, Promise<Registered>>,
  host: Host,
): Promise<Registered> {
  const wait = async (key: string): Promise<Registered> => {
    const registered = pending.get(key);
    if (registered === undefined) throw new Error(`the plan of the VPC names "${key}" before it exists`);
    return await registered;
  };
  const inputs: Properties = {};
  const inputDependencies: Record<string, string[]> = {};
  for (const [property, input] of Object.entries(child.inputs)) {
    const urns: string[] = [];
    const value = await settle(input, wait, urns);
    if (value === undefined) continue;
    inputs[property] = value;
    if (urns.length > 0) inputDependencies[property] = urns;
  }
  const parent = child.parent === undefined ? component : (await wait(child.parent)).urn;
  const dependsOn = await Promise.all(child.dependsOn.map(async (key) => (await wait(key)).urn));
  return await host.register({
    type: child.type,
    name: child.name,
    parent,
    inputs,
    dependsOn: [...new Set([...dependsOn, ...Object.values(inputDependencies).flat()])],
    inputDependencies,
  });
}

async function settle(
  input: ChildInput,
  wait: (key: string) => Promise<Registered>,
  urns: string[],
): Promise<PropertyValue | undefined> {
  if (input instanceof ChildReference) {
    const registered = await wait(input.child);
    urns.push(registered.urn);
    return input.output === "id" ? idOf(registered) : (registered.outputs[input.output] ?? unknownValue);
  }
  if (Array.isArray(input)) {
    const items = await Promise.all((input as ChildInput[]).map((item) => settle(item, wait, urns)));
    return items.filter((item) => item !== undefined);
  }
  return input as PropertyValue | undefined;
}

function outputsOf(
  { children, subnets, layout }: VpcPlan,
  registered: ReadonlyMap<string, Registered>,
  { refer }: Host,
): ConstructedVpc {
  const found = (type: string): Registered[] =>
    children
      .filter((child) => child.type === type)
      .map((child) => registered.get(child.key))
      .filter((it) => it !== undefined);
  const tiers: Record<string, Registered[]> = { public: [], private: [], isolated: [] };
  for (const child of children) {
    const subnet = subnets.find((it) => child.key === `subnet:${it.resourceName}`);
    const made = registered.get(child.key);
    if (subnet !== undefined && made !== undefined) tiers[subnet.type.toLowerCase()]?.push(made);
  }
  const [vpc] = found("aws:ec2/vpc:Vpc");
  const [gateway] = found("aws:ec2/internetGateway:InternetGateway");
  if (vpc === undefined || gateway === undefined) throw new Error("the plan of the VPC has no VPC");

  const state: Properties = { subnetLayout: layout, vpcId: idOf(vpc) };
  const stateDependencies: Record<string, string[]> = { vpcId: [vpc.urn] };
  const publish = (key: string, resources: Registered[], render: (it: Registered) => PropertyValue): void => {
    state[key] = resources.map(render);
    stateDependencies[key] = resources.map((it) => it.urn);
  };
  for (const [tier, resources] of Object.entries(tiers)) {
    publish(`${tier}Subnets`, resources, refer);
    publish(`${tier}SubnetIds`, resources, idOf);
  }
  publish("subnets", found("aws:ec2/subnet:Subnet"), refer);
  publish("routeTables", found("aws:ec2/routeTable:RouteTable"), refer);
  publish("routeTableAssociations", found("aws:ec2/routeTableAssociation:RouteTableAssociation"), refer);
  publish("routes", found("aws:ec2/route:Route"), refer);
  publish("natGateways", found("aws:ec2/natGateway:NatGateway"), refer);
  publish("eips", found("aws:ec2/eip:Eip"), refer);
  publish("vpcEndpoints", found("aws:ec2/vpcEndpoint:VpcEndpoint"), refer);
  state["vpc"] = refer(vpc);
  state["internetGateway"] = refer(gateway);
  stateDependencies["vpc"] = [vpc.urn];
  stateDependencies["internetGateway"] = [gateway.urn];
  return { state, stateDependencies };
}

export function idOf(registered: Registered): PropertyValue {
  return registered.id === "" || isUnknown(registered.id) ? unknownValue : registered.id;
}
