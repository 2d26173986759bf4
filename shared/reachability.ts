import { directEntrance, type DeployedResource, type RequestPath } from "./posture.ts";

/** Who knocks at a load balancer. */
type Caller =
  | { kind: "internet"; name: string }
  | { kind: "cloudfront"; name: string }
  | { kind: "link"; name: string; groups: readonly string[] };

/**
 * Follows every way from the edge to a service through the resources of one environment: distributions, APIs and
 * load balancers that face the internet, their origins, links, listeners, rules and target groups, the security groups
 * between them, and the way out that a task needs to start. Origins outside the environment and buckets end no way.
 */
export function traceRequests(resources: readonly DeployedResource[]): RequestPath[] {
  const view = viewOf(resources);
  const paths = [
    ...view
      .all("aws:cloudfront/distribution:Distribution")
      .flatMap((distribution) =>
        objects(distribution.properties["origins"]).flatMap((origin) =>
          traceOrigin(view, distribution, origin),
        ),
      ),
    ...[...view.all("aws:apigatewayv2/api:Api"), ...view.all("aws:apigateway/restApi:RestApi")].flatMap(
      (api) => traceApi(view, [`API ${text(api, "name")}`], api.id),
    ),
    ...view
      .all("aws:lb/loadBalancer:LoadBalancer")
      .filter((door) => door.properties["internal"] !== true)
      .flatMap((door) => traceOpenPorts(view, door)),
  ];
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

/** A load balancer is an entrance of its own where its groups let the world in. */
function traceOpenPorts(view: View, door: DeployedResource): RequestPath[] {
  const caller: Caller = { kind: "internet", name: "the internet" };
  return view
    .with("aws:lb/listener:Listener", "loadBalancerArn", door.id)
    .map(({ properties }) => Number(properties["port"]))
    .filter((port) => admits(view, strings(door.properties["securityGroups"]), port, caller))
    .flatMap((port) => traceDoor(view, [directEntrance], door.id, port, caller));
}

interface View {
  all(type: string): readonly DeployedResource[];
  find(type: string, id: string): DeployedResource | undefined;
  /** Resources of a type that name something in a property. */
  with(type: string, property: string, value: string): readonly DeployedResource[];
}

function viewOf(resources: readonly DeployedResource[]): View {
  const byType = new Map<string, DeployedResource[]>();
  for (const resource of resources) {
    const list = byType.get(resource.type) ?? [];
    byType.set(resource.type, [...list, resource]);
  }
  const all = (type: string) => byType.get(type) ?? [];
  return {
    all,
    find: (type, id) => all(type).find((resource) => resource.id === id),
    with: (type, property, value) =>
      all(type).filter(({ properties }) => {
        const found = properties[property];
        return found === value || (Array.isArray(found) && found.includes(value));
      }),
  };
}

function traceOrigin(view: View, distribution: DeployedResource, origin: Fields): RequestPath[] {
  const hops = [`CloudFront ${text(distribution, "domainName")}`, `origin ${String(origin["originId"])}`];
  const caller: Caller = { kind: "cloudfront", name: "CloudFront" };
  const vpc = fields(origin["vpcOriginConfig"]);
  if (vpc["vpcOriginId"] !== undefined) {
    const vpcOrigin = view.find("aws:cloudfront/vpcOrigin:VpcOrigin", String(vpc["vpcOriginId"]));
    const endpoint = fields(vpcOrigin?.properties["vpcOriginEndpointConfig"]);
    if (vpcOrigin === undefined)
      return [{ hops, broken: `VPC origin ${String(vpc["vpcOriginId"])} does not exist` }];
    return traceDoor(view, [...hops, "VPC origin"], String(endpoint["arn"]), portOf(endpoint), caller);
  }
  const host = String(origin["domainName"]);
  const door = findDoor(view, host);
  const custom = fields(origin["customOriginConfig"]);
  if (door !== undefined) {
    return door.properties["internal"] === true
      ? [
          {
            hops,
            broken: `${host} is an internal load balancer, which CloudFront reaches through a VPC origin only`,
          },
        ]
      : traceDoor(view, hops, door.id, portOf(custom), caller);
  }
  const api = findApi(view, host);
  if (api !== undefined) return traceApi(view, [...hops, `API ${text(api, "name")}`], api.id);
  return /\.(elb|execute-api\.[a-z0-9-]+)\.amazonaws\.com$|^[^.]+\.execute-api\./.test(host)
    ? [{ hops, broken: `nothing answers at ${host} any more` }]
    : [];
}

function portOf(origin: Fields): number {
  const isSecure = origin["originProtocolPolicy"] !== "http-only";
  return Number(origin[isSecure ? "httpsPort" : "httpPort"] ?? (isSecure ? 443 : 80));
}

/** A load balancer by its own name, or by a DNS record that leads to it. */
function findDoor(view: View, host: string): DeployedResource | undefined {
  const records = view.with("aws:route53/record:Record", "name", host);
  const names = [
    host,
    ...records.flatMap(({ properties }) => objects(properties["aliases"]).map((it) => it["name"])),
  ];
  return view
    .all("aws:lb/loadBalancer:LoadBalancer")
    .find(({ properties }) => names.includes(properties["dnsName"]));
}

/** An API by the host that AWS gave it, or by one of its own that is mapped to it. */
function findApi(view: View, host: string): DeployedResource | undefined {
  const [id = ""] = host.split(".");
  const mapped = view
    .all("aws:apigatewayv2/apiMapping:ApiMapping")
    .find(({ properties }) => properties["domainName"] === host);
  const apiId = mapped === undefined ? id : text(mapped, "apiId");
  return view.find("aws:apigatewayv2/api:Api", apiId) ?? view.find("aws:apigateway/restApi:RestApi", apiId);
}

function traceApi(view: View, hops: readonly string[], apiId: string): RequestPath[] {
  const http = view.with("aws:apigatewayv2/route:Route", "apiId", apiId).flatMap((route): RequestPath[] => {
    const id = text(route, "target").replace(/^integrations\//, "");
    const integration = view.find("aws:apigatewayv2/integration:Integration", id);
    if (integration !== undefined) return traceIntegration(view, hops, integration);
    return id === ""
      ? []
      : [{ hops, broken: `integration ${id} of ${text(route, "routeKey")} does not exist` }];
  });
  const rest = view
    .with("aws:apigateway/integration:Integration", "restApi", apiId)
    .filter(({ properties }) => properties["type"] === "HTTP_PROXY")
    .flatMap((integration) => traceIntegration(view, hops, integration));
  return [...http, ...rest];
}

function traceIntegration(view: View, hops: readonly string[], integration: DeployedResource): RequestPath[] {
  const { properties } = integration;
  const uri = text(integration, "integrationUri") || text(integration, "uri");
  if (properties["connectionType"] !== "VPC_LINK") {
    if (!URL.canParse(uri)) return [];
    const { hostname, protocol, port } = new URL(uri);
    const door = findDoor(view, hostname);
    if (door === undefined) {
      return hostname.endsWith(".elb.amazonaws.com")
        ? [{ hops, broken: `nothing answers at ${hostname} any more` }]
        : [];
    }
    if (door.properties["internal"] === true) {
      return [
        {
          hops,
          broken: `${hostname} is an internal load balancer, which API Gateway reaches through a VPC link only`,
        },
      ];
    }
    const number = Number(port || (protocol === "https:" ? 443 : 80));
    return traceDoor(view, hops, door.id, number, { kind: "internet", name: "API Gateway" });
  }
  const link = view.find("aws:apigatewayv2/vpcLink:VpcLink", text(integration, "connectionId"));
  if (link === undefined)
    return [{ hops, broken: `VPC link ${text(integration, "connectionId")} does not exist` }];
  const through = [...hops, "VPC link"];
  const caller: Caller = {
    kind: "link",
    name: "the VPC link",
    groups: strings(link.properties["securityGroupIds"]),
  };
  const named = text(integration, "integrationTarget");
  if (named !== "") {
    const { protocol, port } = new URL(uri.replace(/[{}]/g, ""));
    return traceDoor(view, through, named, Number(port || (protocol === "https:" ? 443 : 80)), caller);
  }
  const listener = view.find("aws:lb/listener:Listener", uri);
  return listener === undefined
    ? [{ hops: through, broken: `listener ${uri} does not exist` }]
    : traceDoor(
        view,
        through,
        text(listener, "loadBalancerArn"),
        Number(listener.properties["port"]),
        caller,
      );
}

/** From a load balancer's door through its listener's rules to the services behind. */
function traceDoor(
  view: View,
  hops: readonly string[],
  arn: string,
  port: number,
  caller: Caller,
): RequestPath[] {
  const door = view.find("aws:lb/loadBalancer:LoadBalancer", arn);
  if (door === undefined) return [{ hops, broken: `load balancer ${arn} does not exist` }];
  const here = [
    ...hops,
    `${door.properties["internal"] === true ? "internal" : "public"} load balancer:${port}`,
  ];
  const groups = strings(door.properties["securityGroups"]);
  if (!admits(view, groups, port, caller)) {
    return [
      { hops: here, broken: `no security group of the load balancer lets ${caller.name} in at port ${port}` },
    ];
  }
  if (caller.kind === "link" && !lets(view, caller.groups, groups, port)) {
    return [
      {
        hops: here,
        broken: `no security group of the VPC link lets it out to the load balancer at port ${port}`,
      },
    ];
  }
  if (door.properties["internal"] !== true) {
    const shut = strings(door.properties["subnets"]).find(
      (subnet) => !hasRoute(view, subnet, "internet gateway"),
    );
    if (shut !== undefined)
      return [{ hops: here, broken: `subnet ${shut} has no route to the internet gateway` }];
  }
  const listener = view
    .with("aws:lb/listener:Listener", "loadBalancerArn", arn)
    .find(({ properties }) => Number(properties["port"]) === port);
  if (listener === undefined) return [{ hops: here, broken: `nothing listens at port ${port}` }];

  const rules = view.with("aws:lb/listenerRule:ListenerRule", "listenerArn", listener.id);
  const targets = [listener, ...rules].flatMap((rule) =>
    targetGroupsOf(rule).map((group) => ({
      group,
      rule: rule === listener ? "default" : `rule ${String(rule.properties["priority"])}`,
    })),
  );
  if (targets.length > 0) {
    return targets.map(({ group, rule }) => traceTarget(view, [...here, rule], groups, group));
  }
  const redirect = objects(listener.properties["defaultActions"]).map(
    (action) => fields(action["redirect"])["port"],
  )[0];
  return redirect === undefined || Number(redirect) === port
    ? [{ hops: here, broken: `the listener at port ${port} sends requests nowhere` }]
    : traceDoor(view, here, arn, Number(redirect), caller);
}

/** Target groups that get a share of the requests. */
function targetGroupsOf(rule: DeployedResource): string[] {
  const actions = [...objects(rule.properties["actions"]), ...objects(rule.properties["defaultActions"])];
  return actions
    .filter((action) => action["type"] === "forward")
    .flatMap((action) => {
      const shares = objects(fields(action["forward"])["targetGroups"]).filter(
        (share) => Number(share["weight"] ?? 1) > 0,
      );
      return shares.length > 0
        ? shares.map((share) => String(share["arn"]))
        : [String(action["targetGroupArn"] ?? "")];
    })
    .filter((arn) => arn !== "");
}

function traceTarget(
  view: View,
  hops: readonly string[],
  doorGroups: readonly string[],
  arn: string,
): RequestPath {
  const service = view
    .all("aws:ecs/service:Service")
    .map((found) => ({
      found,
      entry: objects(found.properties["loadBalancers"]).find(
        (it) =>
          it["targetGroupArn"] === arn ||
          fields(it["advancedConfiguration"])["alternateTargetGroupArn"] === arn,
      ),
    }))
    .find(({ entry }) => entry !== undefined);
  if (service?.entry === undefined)
    return { hops, broken: `no service registers its tasks with target group ${arn}` };
  const { found, entry } = service;
  const here = [...hops, `service ${text(found, "name")}`];
  const network = fields(found.properties["networkConfiguration"]);
  const groups = strings(network["securityGroups"]);
  const port = Number(entry["containerPort"]);
  if (!lets(view, doorGroups, groups, port)) {
    return {
      hops: here,
      broken: `security groups do not let the load balancer reach the tasks at port ${port}`,
    };
  }
  const isPublic = network["assignPublicIp"] === true;
  for (const subnet of strings(network["subnets"])) {
    const wayOut = isPublic ? "internet gateway" : "NAT";
    if (hasRoute(view, subnet, wayOut) || (!isPublic && hasEndpoints(view, groups))) continue;
    return {
      hops: here,
      broken: `tasks in ${subnet} ${isPublic ? "have public addresses but no route to the internet gateway" : "have neither NAT nor interface endpoints"}, so none could pull its image and start`,
    };
  }
  return { hops: here };
}

/** Whether a load balancer's groups let a caller in. */
function admits(view: View, groups: readonly string[], port: number, caller: Caller): boolean {
  return ingressOf(view, groups, port).some(({ properties }) => {
    const isWorld = properties["cidrIpv4"] === "0.0.0.0/0";
    if (caller.kind === "internet") return isWorld;
    // The only list of addresses that a load balancer's group names is CloudFront's.
    if (caller.kind === "cloudfront") return isWorld || properties["prefixListId"] !== undefined;
    return isWorld || caller.groups.includes(String(properties["referencedSecurityGroupId"]));
  });
}

/** Whether the groups of one end let it out to the groups of the other, and these let it in. */
function lets(view: View, from: readonly string[], to: readonly string[], port: number): boolean {
  const out = view
    .all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
    .filter(
      ({ properties }) => from.includes(String(properties["securityGroupId"])) && covers(properties, port),
    );
  return (
    out.some(
      ({ properties }) =>
        properties["cidrIpv4"] === "0.0.0.0/0" ||
        to.includes(String(properties["referencedSecurityGroupId"])),
    ) &&
    ingressOf(view, to, port).some(
      ({ properties }) =>
        properties["cidrIpv4"] === "0.0.0.0/0" ||
        from.includes(String(properties["referencedSecurityGroupId"])),
    )
  );
}

function ingressOf(view: View, groups: readonly string[], port: number): DeployedResource[] {
  return view
    .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    .filter(
      ({ properties }) => groups.includes(String(properties["securityGroupId"])) && covers(properties, port),
    );
}

function covers(rule: Fields, port: number): boolean {
  return rule["ipProtocol"] === "-1" || (Number(rule["fromPort"]) <= port && port <= Number(rule["toPort"]));
}

/** Whether a subnet's route table leads to the internet, straight or through something that exists. */
function hasRoute(view: View, subnet: string, way: "internet gateway" | "NAT"): boolean {
  const tables = view
    .with("aws:ec2/routeTableAssociation:RouteTableAssociation", "subnetId", subnet)
    .map((association) => text(association, "routeTableId"));
  const routes = tables.flatMap((table) => [
    ...view.with("aws:ec2/route:Route", "routeTableId", table).map(({ properties }) => properties),
    ...objects(view.find("aws:ec2/routeTable:RouteTable", table)?.properties["routes"]),
  ]);
  const leadsOut = routes.filter((route) =>
    ["0.0.0.0/0", "0.0.0.0/1"].includes(String(route["destinationCidrBlock"] ?? route["cidrBlock"])),
  );
  return leadsOut.some((route) =>
    way === "internet gateway"
      ? view.find("aws:ec2/internetGateway:InternetGateway", String(route["gatewayId"])) !== undefined
      : view.find("aws:ec2/natGateway:NatGateway", String(route["natGatewayId"])) !== undefined ||
        view.find("aws:ec2/networkInterface:NetworkInterface", String(route["networkInterfaceId"])) !==
          undefined,
  );
}

/** Whether tasks in these security groups can pull their image and write their log without the internet. */
function hasEndpoints(view: View, groups: readonly string[]): boolean {
  const endpoints = view.all("aws:ec2/vpcEndpoint:VpcEndpoint");
  return [".ecr.api", ".ecr.dkr", ".logs", ".s3"].every((name) =>
    endpoints.some((endpoint) => {
      if (!text(endpoint, "serviceName").endsWith(name)) return false;
      // A gateway endpoint is a route and has no security groups.
      const own = strings(endpoint.properties["securityGroupIds"]);
      return own.length === 0 || lets(view, groups, own, 443);
    }),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function text({ properties }: DeployedResource, property: string): string {
  const value = properties[property];
  return typeof value === "string" ? value : "";
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function objects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
