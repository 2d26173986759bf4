import { expectProperty, matches } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

/** Policies without TLS 1.1 and without ciphers that lack forward secrecy. */
const recommended = matches(
  /^ELBSecurityPolicy-TLS13-1-(3|2-Res)(-|$)/,
  '"ELBSecurityPolicy-TLS13-1-2-Res-2021-06" or stricter',
);

export default resourceRule({
  title: "Load balancers take TLS 1.2 or newer, with ciphers that hold",
  controls: ["ELB.17"],
  types: ["aws:lb/listener:Listener"],
  check: (resource) =>
    resource.properties["protocol"] === "HTTPS"
      ? expectProperty(resource, "sslPolicy", recommended)
      : undefined,
  remedy: "set sslPolicy",
  source: securityHub("ELB.17"),
});
