import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

const strong: Expectation = {
  wanted: '"RSA_2048" or a longer or elliptic key',
  holds: (algorithm) => algorithm === undefined || /^(RSA_(2048|3072|4096)|EC_)/.test(String(algorithm)),
};

export default resourceRule({
  title: "Certificates have keys that hold (RSA 2048 bits or more, or elliptic curves)",
  controls: ["ACM.2"],
  types: ["aws:acm/certificate:Certificate"],
  check: (resource) => expectProperty(resource, "keyAlgorithm", strong),
  remedy: "choose RSA_2048 or EC_prime256v1",
  source: securityHub("ACM.2"),
});
