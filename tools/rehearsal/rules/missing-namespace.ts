import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-namespace",
  tokens: ["aws:servicediscovery/service:Service"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "NamespaceNotFound",
  source: "https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html",
  refuses({ account, region, store, inputs }) {
    const dns = inputs["dnsConfig"];
    const named = isObject(dns) ? textOf(dns, "namespaceId") : textOf(inputs, "namespaceId");
    const found = ["privateDnsNamespace:PrivateDnsNamespace", "httpNamespace:HttpNamespace"].some(
      (type) => store.get(`aws:servicediscovery/${type}`, { account, region }, named) !== undefined,
    );
    return found ? undefined : `Namespace with id ${named} not found`;
  },
};
