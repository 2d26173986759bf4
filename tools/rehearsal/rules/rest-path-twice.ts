import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "rest-path-twice",
  tokens: ["aws:apigateway/resource:Resource"],
  operations: ["create"],
  code: "ConflictException",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html",
  refuses({ account, region, store, token, inputs }) {
    const part = textOf(inputs, "pathPart");
    const taken = store
      .list(token, { account, region })
      .some(
        ({ properties }) => properties["parentId"] === inputs["parentId"] && properties["pathPart"] === part,
      );
    return taken ? `Another resource with the same parent already has this name: ${part}` : undefined;
  },
};
