import { expectProperty, isNot } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A session can be ended",
  controls: [],
  types: ["aws:cognito/userPoolClient:UserPoolClient"],
  check: (resource) => expectProperty(resource, "enableTokenRevocation", isNot(false)),
  remedy: "leave enableTokenRevocation on",
  source: "https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html",
});
