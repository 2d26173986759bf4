import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "delivery-needs-recorder",
  tokens: ["aws:cfg/deliveryChannel:DeliveryChannel"],
  operations: ["create"],
  code: "NoAvailableConfigurationRecorderException",
  source: "https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html",
  refuses: ({ account, region, store }) =>
    store.list("aws:cfg/recorder:Recorder", { account, region }).length === 0
      ? "Configuration recorder is not available to put delivery channel."
      : undefined,
};
