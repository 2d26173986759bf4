import { usersOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const serviceToken = "aws:servicediscovery/service:Service";

export const rule: Rule = {
  id: "namespace-in-use",
  tokens: [
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    "aws:servicediscovery/httpNamespace:HttpNamespace",
  ],
  operations: ["delete"],
  code: "ResourceInUse",
  source: "https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteNamespace.html",
  refuses({ account, region, store, id }) {
    const place = { account, region };
    const byDns = store
      .list(serviceToken, place)
      .some(({ properties: { dnsConfig } }) => isObject(dnsConfig) && dnsConfig["namespaceId"] === id);
    return byDns || usersOf(store, place, id, [[serviceToken, "namespaceId"]]).length > 0
      ? `Namespace ${id} has associated services`
      : undefined;
  },
};
