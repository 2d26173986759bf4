import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:sfn/stateMachine:StateMachine",
    noun: "SFN State Machine",
    id: (make) => make.arn("states", `stateMachine:${stringOf(make.inputs["name"])}`),
    outputs: (make) => ({
      arn: make.id,
      creationDate: "2026-01-01T00:00:00Z",
      revisionId: "",
      stateMachineVersionArn: "",
      status: "ACTIVE",
      versionDescription: "",
    }),
    defaults: { publish: false, type: "STANDARD" },
    createOnly: ["name", "namePrefix", "type"],
    autoName: { property: "name", maxLength: 80 },
  },
];
