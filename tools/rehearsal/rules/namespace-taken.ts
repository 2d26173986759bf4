import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "namespace-taken",
  tokens: [
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    "aws:servicediscovery/httpNamespace:HttpNamespace",
  ],
  operations: ["create"],
  code: "NamespaceAlreadyExists",
  source: "https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html",
  refuses({ account, region, store, token, inputs }) {
    const twin = store
      .list(token, { account, region })
      .find(({ properties }) => properties["name"] === inputs["name"] && properties["vpc"] === inputs["vpc"]);
    return twin === undefined
      ? undefined
      : `Namespace with name ${String(inputs["name"])} already exists: ${twin.id}`;
  },
};
