import { textOf, usersOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "log-delivery-end-in-use",
  tokens: [
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  ],
  operations: ["delete"],
  code: "ConflictException",
  source:
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliverySource.html",
  refuses({ account, region, store, id, olds }) {
    const place = { account, region };
    const delivery = "aws:cloudwatch/logDelivery:LogDelivery";
    const users = [
      ...usersOf(store, place, id, [[delivery, "deliverySourceName"]]),
      ...usersOf(store, place, textOf(olds, "arn"), [[delivery, "deliveryDestinationArn"]]),
    ];
    return users.length > 0 ? `Cannot delete ${id}, deliveries still use it; delete them first` : undefined;
  },
};
