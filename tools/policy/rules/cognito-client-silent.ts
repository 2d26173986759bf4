import { expectProperty, is } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Nobody can find out who is a user",
  controls: [],
  types: ["aws:cognito/userPoolClient:UserPoolClient"],
  check: (resource) => expectProperty(resource, "preventUserExistenceErrors", is("ENABLED")),
  remedy: 'set preventUserExistenceErrors to "ENABLED"',
  source: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html",
});
