import { securityHub, stackRule } from "../rule.ts";

const watchers = {
  GuardDuty: "aws:guardduty/detector:Detector",
  Config: "aws:cfg/recorder:Recorder",
  "Security Hub": "aws:securityhub/account:Account",
};

export default stackRule({
  title: "GuardDuty, Config and Security Hub watch an account with a trail",
  controls: ["GuardDuty.1", "Config.1"],
  of: "production",
  types: ["aws:cloudtrail/trail:Trail"],
  check(_trail, stack) {
    const missing = Object.entries(watchers).filter(([, type]) => stack.all(type).length === 0);
    return missing.length === 0
      ? undefined
      : `nobody watches the account, expected ${Object.keys(watchers).join(", ")}, got none of ${missing.map(([name]) => name).join(", ")}`;
  },
  remedy:
    "set account.guardDuty, account.config and account.securityHub; waive it where the organization does it",
  source: securityHub("GuardDuty.1"),
});
