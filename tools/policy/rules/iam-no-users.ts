import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "People and machines sign in for a while, without keys to keep",
  controls: ["CKV_AWS_273"],
  types: ["aws:iam/user:User", "aws:iam/accessKey:AccessKey", "aws:iam/userLoginProfile:UserLoginProfile"],
  check: () => "an IAM user has keys that never end, expected a role, got a user",
  remedy: "use IAM Identity Center for people and roles for machines",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
});
