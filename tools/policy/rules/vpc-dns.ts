import { expectProperty, firstOf, is, isNot } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Names of endpoints and databases resolve to private addresses",
  controls: [],
  types: ["aws:ec2/vpc:Vpc"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "enableDnsSupport", isNot(false)),
      expectProperty(resource, "enableDnsHostnames", is(true)),
    ),
  remedy: "set enableDnsSupport and enableDnsHostnames",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
});
