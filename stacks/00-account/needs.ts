import { githubIssuer } from "../../shared/github-subjects.ts";
import { defineNeeds } from "../../shared/needs.ts";
import { accountConfig } from "./config.ts";

export default defineNeeds({
  config: accountConfig,
  of: ({ account: { githubOidc } }) =>
    githubOidc === "skip"
      ? {}
      : { oidcProvider: { issuer: githubIssuer, must: githubOidc === "create" ? "be absent" : "exist" } },
});
