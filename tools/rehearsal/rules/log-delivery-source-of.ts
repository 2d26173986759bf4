import { textOf } from "../account-contents.ts";
import { distributionToken } from "../distributions.ts";
import type { Rule } from "./rule.ts";

const sourceToken = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

export const rule: Rule = {
  id: "log-delivery-source-of",
  tokens: [sourceToken],
  operations: ["create", "update"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html",
  refuses({ account, region, store, id, inputs }) {
    const [arn, logType] = [textOf(inputs, "resourceArn"), textOf(inputs, "logType")];
    if (arn.startsWith("arn:aws:cloudfront:")) {
      if (region !== "us-east-1") return "Delivery sources of CloudFront must be in us-east-1.";
      const exists = store
        .list(distributionToken, { account })
        .some(({ properties }) => properties["arn"] === arn);
      if (!exists) return `Unable to find resource ${arn}.`;
    }
    const isTaken = store
      .list(sourceToken, { account, region })
      .some(
        (one) =>
          one.id !== id && one.properties["resourceArn"] === arn && one.properties["logType"] === logType,
      );
    return isTaken
      ? `This ResourceId has already been used in another Delivery Source in this account`
      : undefined;
  },
};
