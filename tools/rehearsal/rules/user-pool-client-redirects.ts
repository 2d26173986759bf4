import { stringsIn } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "user-pool-client-redirects",
  tokens: ["aws:cognito/userPoolClient:UserPoolClient"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html",
  refuses({ inputs }) {
    const callbacks = stringsIn(inputs["callbackUrls"]);
    const flows = stringsIn(inputs["allowedOauthFlows"]);
    if (callbacks.length === 0 && flows.some((flow) => flow !== "client_credentials")) {
      return "Invalid client. Callback URLs are required for code and implicit flows";
    }
    const plain = [...callbacks, ...stringsIn(inputs["logoutUrls"])].find(
      (url) => /^http:/.test(url) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(url),
    );
    if (plain !== undefined) return `${plain} cannot use the HTTP protocol.`;
    const first = inputs["defaultRedirectUri"];
    return typeof first === "string" && first !== "" && !callbacks.includes(first)
      ? "defaultRedirectUri must be in callbackUrls"
      : undefined;
  },
};
