import { stringsIn, textOf } from "../account-contents.ts";
import { allowsService } from "../policy-documents.ts";
import { objectsIn } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Place, Store, StoredResource } from "../store.ts";
import { findTopic, publishFault } from "../topics.ts";
import type { Rule } from "./rule.ts";

/** S3 sends a test message when it is told of a destination. */
export const rule: Rule = {
  id: "bucket-notification-destination",
  tokens: ["aws:s3/bucketNotification:BucketNotification"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidArgument",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const isOpen = [
      ...ownArns(inputs, account, "queues", "queueArn").map((arn) => queueHears(store, place, arn)),
      ...ownArns(inputs, account, "topics", "topicArn").map((arn) => topicHears(store, place, arn)),
      ...ownArns(inputs, account, "lambdaFunctions", "lambdaFunctionArn").map((arn) =>
        functionHears(store, place, arn),
      ),
    ];
    return isOpen.every((it) => it)
      ? undefined
      : "Unable to validate the following destination configurations";
  },
};

/** The destinations of one kind; in another account it is said there who may send to them. */
function ownArns(inputs: Properties, account: string, kind: string, key: string): string[] {
  return objectsIn(inputs, kind)
    .map((it) => textOf(it, key))
    .filter((arn) => arn.split(":")[4] === account);
}

function queueHears(store: Store, place: Place, arn: string): boolean {
  const queue = store.list("aws:sqs/queue:Queue", place).find(({ properties }) => properties["arn"] === arn);
  if (queue === undefined || !keyHears(store, queue)) return false;
  const beside = store
    .list("aws:sqs/queuePolicy:QueuePolicy", place)
    .filter(({ properties }) => properties["queueUrl"] === queue.id);
  return [queue, ...beside].some(({ properties }) => allowsService(textOf(properties, "policy"), "s3"));
}

/** Whether a queue's key lets S3 in; AWS's own key of SQS lets in no service. */
function keyHears(store: Store, queue: StoredResource): boolean {
  const named = textOf(queue.properties, "kmsMasterKeyId");
  if (named.endsWith("alias/aws/sqs")) return false;
  const key = store.get("aws:kms/key:Key", queue, named.slice(named.lastIndexOf("/") + 1));
  return key === undefined || allowsService(textOf(key.properties, "policy"), "s3");
}

function topicHears(store: Store, place: Place, arn: string): boolean {
  const topic = findTopic(store, place.account, arn);
  return topic !== undefined && publishFault(store, topic, "s3") === undefined;
}

function functionHears(store: Store, place: Place, arn: string): boolean {
  return store
    .list("aws:lambda/permission:Permission", place)
    .some(
      ({ properties }) =>
        functionNameOf(textOf(properties, "function")) === functionNameOf(arn) &&
        stringsIn(properties["principal"]).includes("s3.amazonaws.com"),
    );
}

/** The name in a function's ARN, with or without an alias behind it, or the name itself. */
function functionNameOf(nameOrArn: string): string {
  return nameOrArn.split(":function:").at(-1)?.split(":")[0] ?? "";
}
