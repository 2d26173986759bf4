import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Images are scanned for known weaknesses",
  controls: ["ECR.1", "CKV_AWS_163"],
  types: ["aws:ecr/repository:Repository"],
  check: (resource) => expectProperty(resource, "imageScanningConfiguration.scanOnPush", is(true)),
  remedy: "set scanOnPush",
  source: securityHub("ECR.1"),
});
