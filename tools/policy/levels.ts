import type { Profile } from "../../shared/config-schema.ts";
import type { Rule } from "./rule.ts";

/** What a violation does: it is told, it stops the update, or the rule is not looked at. */
export type Level = "advisory" | "mandatory" | "disabled";

/** What the violation of a rule does in a profile: stage and prod are stopped, dev and poc are told. */
export function levelOf({ of }: Pick<Rule, "of">, profile: Profile): Level {
  if (profile === "stage" || profile === "prod") return "mandatory";
  return of === "production" ? "disabled" : "advisory";
}
