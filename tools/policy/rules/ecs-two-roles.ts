import { unknownValue } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "What starts a task and what runs in it have different rights",
  controls: ["CKV_AWS_249"],
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check({ properties: { executionRoleArn, taskRoleArn } }) {
    if (
      executionRoleArn === unknownValue ||
      executionRoleArn === undefined ||
      executionRoleArn !== taskRoleArn
    )
      return undefined;
    return "one role starts the task and runs in it, expected two, got the same";
  },
  remedy: "give the task a role of its own",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html",
});
