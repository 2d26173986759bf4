import { expectProperty, isNot } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A secret that is deleted by mistake can be had back",
  controls: [],
  of: "production",
  types: ["aws:secretsmanager/secret:Secret"],
  check: (resource) => expectProperty(resource, "recoveryWindowInDays", isNot(0)),
  remedy: "leave recoveryWindowInDays at 7 or more",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
});
