import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "amplify-repository-token",
  tokens: ["aws:amplify/app:App"],
  operations: ["create"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/amplify/latest/APIReference/API_CreateApp.html",
  refuses: ({ inputs }) =>
    textOf(inputs, "repository") !== "" &&
    // CodeCommit asks for the app's role instead.
    !textOf(inputs, "repository").includes("git-codecommit.") &&
    textOf(inputs, "accessToken") === "" &&
    textOf(inputs, "oauthToken") === ""
      ? "You should at least provide one valid token"
      : undefined,
};
