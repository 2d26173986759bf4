import { expectProperty, isOneOf } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Images are encrypted with KMS",
  controls: ["CKV_AWS_136"],
  types: ["aws:ecr/repository:Repository"],
  check: (resource) =>
    expectProperty(resource, "encryptionConfigurations.0.encryptionType", isOneOf("KMS", "KMS_DSSE")),
  remedy: 'set encryptionType to "KMS"; a repository that exists is replaced',
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
});
