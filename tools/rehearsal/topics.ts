import { textOf } from "./account-contents.ts";
import { allowsService } from "./policy-documents.ts";
import type { Store, StoredResource } from "./store.ts";

/** A topic of the account, in the region that its ARN names. */
export function findTopic(store: Store, account: string, arn: string): StoredResource | undefined {
  return store.get("aws:sns/topic:Topic", { account, region: arn.split(":")[3] ?? "" }, arn);
}

/**
 * Why a service cannot publish to a topic; undefined where it can.
 *
 * @param service the service's principal without ".amazonaws.com"
 */
export function publishFault(store: Store, topic: StoredResource, service: string): string | undefined {
  return keyFault(store, topic, service) ?? policyFault(store, topic, service);
}

function keyFault(store: Store, topic: StoredResource, service: string): string | undefined {
  const named = textOf(topic.properties, "kmsMasterKeyId");
  if (named.endsWith("alias/aws/sns"))
    return "the topic is encrypted with alias/aws/sns, expected a customer key";
  const key = store.get("aws:kms/key:Key", topic, named.slice(named.lastIndexOf("/") + 1));
  return key === undefined || allowsService(textOf(key.properties, "policy"), service)
    ? undefined
    : `the policy of ${named} does not allow ${service}.amazonaws.com to use it`;
}

/** Without a policy of its own a topic hears its owner's account only, in whose name just CloudWatch speaks. */
function policyFault(store: Store, topic: StoredResource, service: string): string | undefined {
  const beside = store
    .list("aws:sns/topicPolicy:TopicPolicy", topic)
    .filter(({ properties }) => properties["arn"] === topic.id);
  const policies = [topic, ...beside]
    .map(({ properties }) => textOf(properties, "policy"))
    .filter((policy) => policy !== "");
  const isOpen =
    policies.length === 0
      ? service === "cloudwatch"
      : policies.some((policy) => allowsService(policy, service));
  return isOpen ? undefined : `the topic's policy does not allow ${service}.amazonaws.com to publish`;
}
