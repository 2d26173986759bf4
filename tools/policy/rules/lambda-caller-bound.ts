import { firstOf, isNot, expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Only the service and the resource that should can call a function",
  controls: ["Lambda.1", "CKV_AWS_301", "CKV_AWS_364"],
  types: ["aws:lambda/permission:Permission"],
  check: (permission) =>
    firstOf(
      expectProperty(permission, "principal", isNot("*")),
      String(permission.properties["principal"]).endsWith(".amazonaws.com") &&
        permission.properties["sourceAccount"] === undefined
        ? expectProperty(permission, "sourceArn", isSet("the resource that calls, or a sourceAccount"))
        : undefined,
    ),
  remedy: "name the caller's ARN: without it anybody's resource of that service may call",
  source: securityHub("Lambda.1"),
});
