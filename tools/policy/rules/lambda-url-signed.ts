import { expectProperty, is } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Nobody calls a function's URL without signing in",
  controls: ["CKV_AWS_258"],
  types: ["aws:lambda/functionUrl:FunctionUrl"],
  check: (resource) => expectProperty(resource, "authorizationType", is("AWS_IAM")),
  remedy: 'set authorizationType to "AWS_IAM" and let CloudFront sign',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
});
