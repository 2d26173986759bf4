import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "recording-needs-delivery",
  tokens: ["aws:cfg/recorderStatus:RecorderStatus"],
  operations: ["create", "update"],
  code: "NoAvailableDeliveryChannelException",
  source: "https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigurationRecorder.html",
  refuses: ({ account, region, store, inputs }) =>
    inputs["isEnabled"] === true &&
    store.list("aws:cfg/deliveryChannel:DeliveryChannel", { account, region }).length === 0
      ? "Delivery channel is not available to start configuration recorder."
      : undefined,
};
