import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "log-delivery-ends-exist",
  tokens: ["aws:cloudwatch/logDelivery:LogDelivery"],
  operations: ["create"],
  code: "ResourceNotFoundException",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const source = textOf(inputs, "deliverySourceName");
    if (store.get("aws:cloudwatch/logDeliverySource:LogDeliverySource", place, source) === undefined) {
      return `Delivery source ${source} does not exist`;
    }
    const arn = textOf(inputs, "deliveryDestinationArn");
    const exists = store
      .list("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", place)
      .some(({ properties }) => properties["arn"] === arn);
    return exists ? undefined : `Delivery destination ${arn} does not exist`;
  },
};
