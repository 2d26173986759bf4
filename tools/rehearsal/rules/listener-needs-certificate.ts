import { textOf } from "../account-contents.ts";
import { listenerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "listener-needs-certificate",
  tokens: [listenerToken],
  operations: ["create", "update"],
  code: "ValidationError",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html#https-listener-certificates",
  refuses({ inputs }) {
    const protocol = textOf(inputs, "protocol");
    const hasCertificate = textOf(inputs, "certificateArn") !== "";
    if (protocol === "HTTPS" && !hasCertificate) return "A certificate must be specified for HTTPS listeners";
    if (protocol === "HTTP" && hasCertificate) return "A certificate cannot be specified for HTTP listeners";
    return protocol === "HTTP" && textOf(inputs, "sslPolicy") !== ""
      ? "SSL policy cannot be specified for HTTP listeners"
      : undefined;
  },
};
