import { expectProperty } from "../properties.ts";
import { resourceRule } from "../rule.ts";

const powerful = /:policy\/(AdministratorAccess|IAMFullAccess)$/;

export default resourceRule({
  title: "No role is an administrator",
  controls: ["CKV_AWS_274"],
  types: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:iam/policyAttachment:PolicyAttachment"],
  check: (attachment) =>
    expectProperty(attachment, "policyArn", {
      wanted: "a policy of less than an administrator",
      holds: (arn) => !powerful.test(String(arn)),
    }),
  remedy: "attach a policy with the actions that are needed",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
});
