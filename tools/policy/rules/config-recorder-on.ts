import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "AWS Config records",
  controls: ["Config.1"],
  types: ["aws:cfg/recorderStatus:RecorderStatus"],
  check: (resource) => expectProperty(resource, "isEnabled", is(true)),
  remedy: "set isEnabled",
  source: securityHub("Config.1"),
});
