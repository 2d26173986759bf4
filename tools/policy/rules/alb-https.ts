import { listAt, valueAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Load balancers send who comes without TLS to HTTPS",
  controls: ["ELB.1", "CKV_AWS_2"],
  types: ["aws:lb/listener:Listener"],
  check({ properties }) {
    if (properties["protocol"] !== "HTTP") return undefined;
    const redirects = listAt(properties, "defaultActions").every(
      (action) => valueAt(action, "redirect.protocol") === "HTTPS",
    );
    return redirects
      ? undefined
      : "the listener answers in the clear, expected a redirect to HTTPS, got another action";
  },
  remedy: "give the product a domain, which brings a certificate",
  source: securityHub("ELB.1"),
});
