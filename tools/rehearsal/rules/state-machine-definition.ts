import { textOf } from "../account-contents.ts";
import { definitionFault } from "../state-machine-definition.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "state-machine-definition",
  tokens: ["aws:sfn/stateMachine:StateMachine"],
  operations: ["create", "update"],
  code: "InvalidDefinition",
  source: "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html",
  refuses({ inputs }) {
    const text = textOf(inputs, "definition");
    const fault = definitionFault(text);
    if (fault !== undefined) return `Invalid State Machine Definition: '${fault}'`;
    return Buffer.byteLength(text) > 1_048_576
      ? "Invalid State Machine Definition: 'DEFINITION_TOO_LARGE: more than 1 MB'"
      : undefined;
  },
};
