import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

const service = "CloudWatch Logs";

export const entries: readonly Entry[] = [
  {
    token: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    noun: "CloudWatch Logs Delivery Source",
    service,
    operations: { create: "PutDeliverySource", update: "PutDeliverySource", delete: "DeleteDeliverySource" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn("logs", `delivery-source:${make.id}`),
      service: stringOf(make.inputs["resourceArn"]).split(":")[2] ?? "",
    }),
    createOnly: ["name", "logType", "resourceArn"],
    autoName: { property: "name", maxLength: 60 },
  },
  {
    token: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    noun: "CloudWatch Logs Delivery Destination",
    service,
    operations: {
      create: "PutDeliveryDestination",
      update: "PutDeliveryDestination",
      delete: "DeleteDeliveryDestination",
    },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn("logs", `delivery-destination:${make.id}`),
      deliveryDestinationType: "CWL",
    }),
    createOnly: ["name", "outputFormat"],
    autoName: { property: "name", maxLength: 60 },
  },
  {
    token: "aws:cloudwatch/logDelivery:LogDelivery",
    noun: "CloudWatch Logs Delivery",
    service,
    operations: {
      create: "CreateDelivery",
      update: "UpdateDeliveryConfiguration",
      delete: "DeleteDelivery",
    },
    id: (make) => make.letters(16),
    outputs: (make) => ({ arn: make.arn("logs", `delivery:${make.id}`) }),
    createOnly: ["deliverySourceName", "deliveryDestinationArn"],
    autoName: false,
  },
];
