import { stringsIn, textOf } from "../account-contents.ts";
import { objectsIn } from "../ecs-contents.ts";
import { allowsService } from "../policy-documents.ts";
import type { Properties } from "../property-values.ts";
import type { Place, Store } from "../store.ts";
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
      ...objectsIn(inputs, "queues").map((it) => queueHears(store, place, textOf(it, "queueArn"))),
      ...objectsIn(inputs, "topics").map((it) => topicHears(store, place, textOf(it, "topicArn"))),
      ...objectsIn(inputs, "lambdaFunctions").map((it) =>
        functionHears(store, place, textOf(it, "lambdaFunctionArn")),
      ),
    ];
    return isOpen.every((it) => it)
      ? undefined
      : "Unable to validate the following destination configurations";
  },
};

function queueHears(store: Store, place: Place, arn: string): boolean {
  const queue = store.list("aws:sqs/queue:Queue", place).find(({ properties }) => properties["arn"] === arn);
  if (queue === undefined || !keyHears(store, place, queue.properties)) return false;
  const beside = store
    .list("aws:sqs/queuePolicy:QueuePolicy", place)
    .filter(({ properties }) => properties["queueUrl"] === queue.id);
  return [queue, ...beside].some(({ properties }) => allowsService(textOf(properties, "policy"), "s3"));
}

function topicHears(store: Store, place: Place, arn: string): boolean {
  const topic = store.get("aws:sns/topic:Topic", place, arn);
  if (topic === undefined || !keyHears(store, place, topic.properties)) return false;
  const beside = store
    .list("aws:sns/topicPolicy:TopicPolicy", place)
    .filter(({ properties }) => properties["arn"] === arn);
  return [topic, ...beside].some(({ properties }) => allowsService(textOf(properties, "policy"), "s3"));
}

function functionHears(store: Store, place: Place, arn: string): boolean {
  const [name = ""] = arn.split(":function:").at(-1)?.split(":") ?? [];
  return store
    .list("aws:lambda/permission:Permission", place)
    .some(
      ({ properties }) =>
        [name, arn].includes(textOf(properties, "function")) &&
        stringsIn(properties["principal"]).includes("s3.amazonaws.com"),
    );
}

/** Whether the key of a queue or topic lets S3 in; AWS's own keys let in no service. */
function keyHears(store: Store, place: Place, properties: Properties): boolean {
  const named = textOf(properties, "kmsMasterKeyId");
  if (/alias\/aws\/(sqs|sns)$/.test(named)) return false;
  const key = store.get("aws:kms/key:Key", place, named.slice(named.lastIndexOf("/") + 1));
  return key === undefined || allowsService(textOf(key.properties, "policy"), "s3");
}
