import { expectProperty, isNot } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "What users send is not in the logs",
  controls: ["CKV_AWS_276"],
  types: ["aws:apigateway/methodSettings:MethodSettings"],
  check: (resource) => expectProperty(resource, "settings.dataTraceEnabled", isNot(true)),
  remedy: "leave dataTraceEnabled off",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
});
