import { expectProperty, includes } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "GitHub's tokens count only when they are meant for AWS",
  controls: ["CKV_AWS_393"],
  types: ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"],
  check: (resource) => expectProperty(resource, "clientIdLists", includes("sts.amazonaws.com")),
  remedy: 'name "sts.amazonaws.com" in clientIdLists',
  source:
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
});
