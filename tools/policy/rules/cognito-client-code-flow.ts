import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule } from "../rule.ts";

const noImplicitFlow: Expectation = {
  wanted: 'no flow "implicit"',
  holds: (flows) => !Array.isArray(flows) || !flows.includes("implicit"),
};

export default resourceRule({
  title: "Tokens never travel in an address",
  controls: [],
  types: ["aws:cognito/userPoolClient:UserPoolClient"],
  check: (resource) => expectProperty(resource, "allowedOauthFlows", noImplicitFlow),
  remedy: 'allow the flow "code" only',
  source: "https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-oauth-grants.html",
});
