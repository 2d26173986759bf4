import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "last-delivery-while-recording",
  tokens: ["aws:cfg/deliveryChannel:DeliveryChannel"],
  operations: ["delete"],
  code: "LastDeliveryChannelDeleteFailedException",
  source: "https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteDeliveryChannel.html",
  refuses: ({ account, region, store, id }) =>
    store
      .list("aws:cfg/recorderStatus:RecorderStatus", { account, region })
      .some((it) => it.properties["isEnabled"] === true)
      ? `Failed to delete last specified delivery channel with name '${id}', because there is a running configuration recorder.`
      : undefined,
};
