import { describe, expect, test } from "@jest/globals";
import type { DeployedResource } from "../../shared/posture.ts";
import { traceRequests } from "../../shared/reachability.ts";

type Change = (environment: Record<string, DeployedResource>) => void;

const of = (type: string, id: string, properties: Record<string, unknown> = {}): DeployedResource => ({
  type,
  id,
  properties,
});
const group = (direction: "Ingress" | "Egress", properties: Record<string, unknown>) =>
  of(`aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`, JSON.stringify(properties), {
    ipProtocol: "tcp",
    ...properties,
  });

/** CloudFront before an API before a public load balancer, with one service in public subnets. */
const open = (): Record<string, DeployedResource> => ({
  distribution: of("aws:cloudfront/distribution:Distribution", "E1", {
    domainName: "d1.cloudfront.net",
    origins: [
      { originId: "site", domainName: "site.s3.us-west-1.amazonaws.com" },
      {
        originId: "builder",
        domainName: "cdn.builder.io",
        customOriginConfig: { originProtocolPolicy: "https-only" },
      },
      {
        ...{ originId: "api", domainName: "a1b2c3d4e5.execute-api.us-west-1.amazonaws.com" },
        customOriginConfig: { originProtocolPolicy: "https-only", httpsPort: 443 },
      },
    ],
  }),
  api: of("aws:apigatewayv2/api:Api", "a1b2c3d4e5", { name: "api" }),
  route: of("aws:apigatewayv2/route:Route", "r1", {
    ...{ apiId: "a1b2c3d4e5", routeKey: "ANY /api/{proxy+}", target: "integrations/i1" },
  }),
  integration: of("aws:apigatewayv2/integration:Integration", "i1", {
    ...{ apiId: "a1b2c3d4e5", connectionType: "INTERNET" },
    integrationUri: "http://public-1.us-west-1.elb.amazonaws.com",
  }),
  door: of("aws:lb/loadBalancer:LoadBalancer", "arn:door", {
    ...{ internal: false, dnsName: "public-1.us-west-1.elb.amazonaws.com" },
    ...{ securityGroups: ["sg-alb"], subnets: ["subnet-a"] },
  }),
  listener: of("aws:lb/listener:Listener", "arn:listener", {
    ...{ loadBalancerArn: "arn:door", port: 80, defaultActions: [{ type: "fixed-response" }] },
  }),
  rule: of("aws:lb/listenerRule:ListenerRule", "arn:rule", {
    ...{ listenerArn: "arn:listener", priority: 100 },
    actions: [{ type: "forward", targetGroupArn: "arn:group" }],
  }),
  service: of("aws:ecs/service:Service", "arn:service", {
    name: "api",
    loadBalancers: [{ targetGroupArn: "arn:group", containerPort: 3000 }],
    networkConfiguration: { assignPublicIp: true, securityGroups: ["sg-app"], subnets: ["subnet-a"] },
  }),
  association: of("aws:ec2/routeTableAssociation:RouteTableAssociation", "as1", {
    ...{ subnetId: "subnet-a", routeTableId: "rtb-a" },
  }),
  wayOut: of("aws:ec2/route:Route", "route1", {
    ...{ routeTableId: "rtb-a", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
  }),
  gateway: of("aws:ec2/internetGateway:InternetGateway", "igw-1"),
  world: group("Ingress", { securityGroupId: "sg-alb", fromPort: 80, toPort: 80, cidrIpv4: "0.0.0.0/0" }),
  out: group("Egress", {
    ...{ securityGroupId: "sg-alb", fromPort: 3000, toPort: 3000, referencedSecurityGroupId: "sg-app" },
  }),
  in: group("Ingress", {
    ...{ securityGroupId: "sg-app", fromPort: 3000, toPort: 3000, referencedSecurityGroupId: "sg-alb" },
  }),
});

/** The same behind a VPC link, with an internal load balancer and tasks in private subnets. */
const hardened = (): Record<string, DeployedResource> => {
  const { world: _, distribution: __, ...rest } = open();
  return {
    ...rest,
    door: of("aws:lb/loadBalancer:LoadBalancer", "arn:door", {
      ...rest["door"]!.properties,
      ...{ internal: true, dnsName: "internal-1.us-west-1.elb.amazonaws.com" },
    }),
    integration: of("aws:apigatewayv2/integration:Integration", "i1", {
      ...{
        apiId: "a1b2c3d4e5",
        connectionType: "VPC_LINK",
        connectionId: "link1",
        integrationUri: "arn:listener",
      },
    }),
    link: of("aws:apigatewayv2/vpcLink:VpcLink", "link1", { securityGroupIds: ["sg-link"] }),
    linkOut: group("Egress", {
      ...{ securityGroupId: "sg-link", fromPort: 80, toPort: 80, referencedSecurityGroupId: "sg-alb" },
    }),
    linkIn: group("Ingress", {
      ...{ securityGroupId: "sg-alb", fromPort: 80, toPort: 80, referencedSecurityGroupId: "sg-link" },
    }),
    service: of("aws:ecs/service:Service", "arn:service", {
      ...rest["service"]!.properties,
      networkConfiguration: { assignPublicIp: false, securityGroups: ["sg-app"], subnets: ["subnet-b"] },
    }),
    privateAssociation: of("aws:ec2/routeTableAssociation:RouteTableAssociation", "as2", {
      ...{ subnetId: "subnet-b", routeTableId: "rtb-b" },
    }),
    nat: of("aws:ec2/natGateway:NatGateway", "nat-1"),
    natRoute: of("aws:ec2/route:Route", "route2", {
      ...{ routeTableId: "rtb-b", destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" },
    }),
  };
};

const waysOf = (environment: Record<string, DeployedResource>, change: Change = () => {}): string[] => {
  change(environment);
  return traceRequests(Object.values(environment)).map(({ hops, broken }) =>
    broken === undefined ? hops.join(" -> ") : `${hops.join(" -> ")}: ${broken}`,
  );
};
const set = (resource: DeployedResource | undefined, properties: Record<string, unknown>) =>
  Object.assign(resource!.properties, properties);

test("every entrance is followed to the service; buckets and hosts of others end no way", () => {
  expect(waysOf(open())).toEqual([
    "CloudFront d1.cloudfront.net -> origin api -> API api -> public load balancer:80 -> rule 100 -> service api",
    "API api -> public load balancer:80 -> rule 100 -> service api",
    "internet -> public load balancer:80 -> rule 100 -> service api",
  ]);
});

test("a VPC link leads to the internal load balancer, which is no entrance of its own", () => {
  expect(waysOf(hardened())).toEqual([
    "API api -> VPC link -> internal load balancer:80 -> rule 100 -> service api",
  ]);
});

test("a REST API names the load balancer", () => {
  const rest: Change = (it) => {
    it["api"] = of("aws:apigateway/restApi:RestApi", "a1b2c3d4e5", { name: "api" });
    it["integration"] = of("aws:apigateway/integration:Integration", "i1", {
      ...{ restApi: "a1b2c3d4e5", type: "HTTP_PROXY", connectionType: "VPC_LINK", connectionId: "link1" },
      ...{ uri: "http://internal-1.us-west-1.elb.amazonaws.com/{proxy}", integrationTarget: "arn:door" },
    });
    delete it["route"];
  };
  expect(waysOf(hardened(), rest)).toEqual([
    "API api -> VPC link -> internal load balancer:80 -> rule 100 -> service api",
  ]);
});

test("a VPC origin leads CloudFront to the internal load balancer", () => {
  const vpcOrigin: Change = (it) => {
    it["distribution"] = of("aws:cloudfront/distribution:Distribution", "E1", {
      domainName: "d1.cloudfront.net",
      origins: [{ originId: "ws", domainName: "x", vpcOriginConfig: { vpcOriginId: "vo_1" } }],
    });
    it["vpcOrigin"] = of("aws:cloudfront/vpcOrigin:VpcOrigin", "vo_1", {
      vpcOriginEndpointConfig: {
        arn: "arn:door",
        originProtocolPolicy: "http-only",
        httpPort: 80,
        httpsPort: 443,
      },
    });
    it["edge"] = group("Ingress", {
      securityGroupId: "sg-alb",
      fromPort: 80,
      toPort: 80,
      prefixListId: "pl-1",
    });
  };
  expect(waysOf(hardened(), vpcOrigin)[0]).toBe(
    "CloudFront d1.cloudfront.net -> origin ws -> VPC origin -> internal load balancer:80 -> rule 100 -> service api",
  );
  const gone: Change = (it) => {
    vpcOrigin(it);
    delete it["vpcOrigin"];
  };
  expect(waysOf(hardened(), gone)[0]).toBe(
    "CloudFront d1.cloudfront.net -> origin ws: VPC origin vo_1 does not exist",
  );
  const shut: Change = (it) => {
    vpcOrigin(it);
    delete it["edge"];
  };
  expect(waysOf(hardened(), shut)[0]).toBe(
    "CloudFront d1.cloudfront.net -> origin ws -> VPC origin -> internal load balancer:80: no security group of the load balancer lets CloudFront in at port 80",
  );
});

test("a listener that only sends on to HTTPS is followed there", () => {
  const ways = waysOf(open(), (it) => {
    set(it["listener"], { port: 443 });
    it["plain"] = of("aws:lb/listener:Listener", "arn:plain", {
      ...{ loadBalancerArn: "arn:door", port: 80 },
      defaultActions: [{ type: "redirect", redirect: { port: "443" } }],
    });
    it["secure"] = group("Ingress", {
      securityGroupId: "sg-alb",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    });
  });
  expect(ways).toContain(
    "internet -> public load balancer:80 -> public load balancer:443 -> rule 100 -> service api",
  );
});

describe("a way ends too early where", () => {
  const viaLink = "API api -> VPC link -> internal load balancer:80";
  test.each<[string, () => Record<string, DeployedResource>, Change, string]>([
    [
      "the load balancer that an API calls is gone",
      open,
      (it) => delete it["door"],
      "API api: nothing answers at public-1.us-west-1.elb.amazonaws.com any more",
    ],
    [
      "an API calls an internal load balancer over the internet",
      open,
      (it) => set(it["door"], { internal: true }),
      "API api: public-1.us-west-1.elb.amazonaws.com is an internal load balancer, which API Gateway reaches through a VPC link only",
    ],
    [
      "a route's integration is gone",
      open,
      (it) => delete it["integration"],
      "API api: integration i1 of ANY /api/{proxy+} does not exist",
    ],
    ["the VPC link is gone", hardened, (it) => delete it["link"], "API api: VPC link link1 does not exist"],
    [
      "the listener is gone",
      hardened,
      (it) => delete it["listener"],
      "API api -> VPC link: listener arn:listener does not exist",
    ],
    [
      "the load balancer does not let the link in",
      hardened,
      (it) => delete it["linkIn"],
      `${viaLink}: no security group of the load balancer lets the VPC link in at port 80`,
    ],
    [
      "the link is not let out",
      hardened,
      (it) => delete it["linkOut"],
      `${viaLink}: no security group of the VPC link lets it out to the load balancer at port 80`,
    ],
    [
      "the VPC link is to a listener at a port that nobody let it reach",
      hardened,
      (it) => set(it["listener"], { port: 8080 }),
      "API api -> VPC link -> internal load balancer:8080: no security group of the load balancer lets the VPC link in at port 8080",
    ],
    [
      "a rule sends requests to another target group",
      hardened,
      (it) => set(it["rule"], { actions: [{ type: "forward", targetGroupArn: "arn:other" }] }),
      `${viaLink} -> rule 100: no service registers its tasks with target group arn:other`,
    ],
    [
      "no rule sends requests on",
      hardened,
      (it) => delete it["rule"],
      `${viaLink}: the listener at port 80 sends requests nowhere`,
    ],
    [
      "no service is behind the target group",
      hardened,
      (it) => delete it["service"],
      `${viaLink} -> rule 100: no service registers its tasks with target group arn:group`,
    ],
    [
      "the tasks' group does not let the load balancer in",
      hardened,
      (it) => delete it["in"],
      `${viaLink} -> rule 100 -> service api: security groups do not let the load balancer reach the tasks at port 3000`,
    ],
    [
      "private tasks have no way out",
      hardened,
      (it) => delete it["natRoute"],
      `${viaLink} -> rule 100 -> service api: tasks in subnet-b have neither NAT nor interface endpoints, so none could pull its image and start`,
    ],
    [
      "public tasks have no way out",
      open,
      (it) =>
        set(it["service"], {
          networkConfiguration: { assignPublicIp: true, securityGroups: ["sg-app"], subnets: ["subnet-z"] },
        }),
      "API api -> public load balancer:80 -> rule 100 -> service api: tasks in subnet-z have public addresses but no route to the internet gateway, so none could pull its image and start",
    ],
    [
      "a public load balancer is in a subnet without the internet",
      open,
      (it) => delete it["gateway"],
      "API api -> public load balancer:80: subnet subnet-a has no route to the internet gateway",
    ],
  ])("%s", (_, environment, change, expected) => {
    expect(waysOf(environment(), change)).toContain(expected);
  });
});

/** Hardened, with endpoints in place of NAT. */
const withEndpoints = (): Record<string, DeployedResource> => {
  const { natRoute: _, ...rest } = hardened();
  const interfaces = ["ecr.api", "ecr.dkr", "logs"].map((service) => [
    service,
    of("aws:ec2/vpcEndpoint:VpcEndpoint", service, {
      ...{ serviceName: `com.amazonaws.us-west-1.${service}`, securityGroupIds: ["sg-endpoints"] },
    }),
  ]);
  return {
    ...rest,
    ...(Object.fromEntries(interfaces) as Record<string, DeployedResource>),
    s3: of("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { serviceName: "com.amazonaws.us-west-1.s3" }),
    toEndpoints: group("Egress", {
      ...{ securityGroupId: "sg-app", fromPort: 443, toPort: 443, referencedSecurityGroupId: "sg-endpoints" },
    }),
    atEndpoints: group("Ingress", {
      ...{ securityGroupId: "sg-endpoints", fromPort: 443, toPort: 443, referencedSecurityGroupId: "sg-app" },
    }),
  };
};

test("interface endpoints are a way out for images and logs", () => {
  expect(waysOf(withEndpoints())).toEqual([
    "API api -> VPC link -> internal load balancer:80 -> rule 100 -> service api",
  ]);
});

test.each(["ecr.api", "ecr.dkr", "logs", "s3", "toEndpoints", "atEndpoints"])(
  "without %s tasks that have endpoints alone could not start",
  (missing) => {
    expect(waysOf(withEndpoints(), (it) => delete it[missing])).toEqual([
      expect.stringMatching(
        /tasks in subnet-b have neither NAT nor interface endpoints, so none could pull its image and start$/,
      ),
    ]);
  },
);
