import { usersOf, natGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "nat-gateway-address-taken",
  tokens: [natGatewayToken],
  readsOtherLayers: true,
  operations: ["create"],
  code: "Resource.AlreadyAssociated",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const id = textOf(inputs, "allocationId");
    if (id === "") return undefined;
    if (store.get("aws:ec2/eip:Eip", { account, region }, id) === undefined)
      return `Elastic IP address ${id} could not be found.`;
    return usersOf(store, { account, region }, id, [[natGatewayToken, "allocationId"]]).length > 0
      ? `Elastic IP address [${id}] is already associated`
      : undefined;
  },
};
