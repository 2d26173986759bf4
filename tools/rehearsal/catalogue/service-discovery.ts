import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    noun: "Service Discovery Private DNS Namespace",
    id: (make) => `ns-${make.letters(16).toLowerCase()}`,
    outputs: (make) => ({
      arn: make.arn("servicediscovery", `namespace/${make.id}`),
      hostedZone: `Z${make.letters(20)}`,
    }),
    createOnly: ["name", "vpc"],
    autoName: { property: "name", maxLength: 253 },
  },
  {
    token: "aws:servicediscovery/httpNamespace:HttpNamespace",
    noun: "Service Discovery HTTP Namespace",
    id: (make) => `ns-${make.letters(16).toLowerCase()}`,
    outputs: (make) => ({
      arn: make.arn("servicediscovery", `namespace/${make.id}`),
      httpName: stringOf(make.inputs["name"]),
    }),
    createOnly: ["name"],
    autoName: { property: "name", maxLength: 1024 },
  },
  {
    token: "aws:servicediscovery/service:Service",
    noun: "Service Discovery Service",
    id: (make) => `srv-${make.letters(16).toLowerCase()}`,
    outputs: (make) => ({ arn: make.arn("servicediscovery", `service/${make.id}`) }),
    createOnly: ["name", "namespaceId", "type"],
    autoName: { property: "name", maxLength: 127 },
  },
];
