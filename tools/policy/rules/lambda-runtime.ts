import { expectProperty, isOneOf, valueAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

/** What AWS patches, of the languages that we write in. */
const supported = ["nodejs22.x", "nodejs24.x", "python3.12", "python3.13", "python3.14", "provided.al2023"];

export default resourceRule({
  title: "Functions run on versions that AWS still looks after",
  controls: ["Lambda.2", "CKV_AWS_363"],
  types: ["aws:lambda/function:Function"],
  check: (resource) =>
    valueAt(resource.properties, "packageType") === "Image"
      ? undefined
      : expectProperty(resource, "runtime", isOneOf(...supported)),
  remedy: "choose one of them",
  source: securityHub("Lambda.2"),
});
