import type { RolloutEvent, Verb } from "../events.ts";
import { print } from "../output.ts";
import {
  describeChanges,
  describeCheck,
  describeFault,
  describeGate,
  describeLeftOpen,
  describeDecision,
  describeViolation,
  describeSeconds,
  markOf,
  running,
} from "./wording.ts";
import type { Reporter } from "./reporter.ts";

/** One line for each thing that happens: for CI logs and files. */
export function openLines(options: { verbose: boolean; why: boolean }): Reporter {
  const show = (id: string, text: string): void => print(`${id.padEnd(24)} ${text}`);
  let verb: Verb = "up";
  return {
    take(event: RolloutEvent) {
      switch (event.type) {
        case "rollout-started":
          verb = event.verb;
          print(
            `${running[event.verb]} ${event.layers.length} layer${event.layers.length === 1 ? "" : "s"} of ${event.environment}` +
              `${event.rehearsal ? " in rehearsal" : ""}, ${event.parallel} at a time`,
          );
          return;
        case "gate-started":
          return;
        case "check-finished":
          if (options.verbose || event.finding.status === "warned")
            describeCheck(event.finding).forEach((line) => show(event.id, line));
          return;
        case "layer-decided":
          if (options.why) show(event.id, describeDecision(event));
          return;
        case "layer-started":
          return show(event.id, "started");
        case "engine-started":
          return;
        case "layer-note":
          return show(event.id, event.message);
        case "resource-changed":
          if (event.state === "done" || event.state === "failed") {
            if (options.verbose || event.state === "failed") {
              show(
                event.id,
                `${event.operation} ${event.state === "failed" ? "failed: " : ""}${event.resourceType} ${event.name}`,
              );
            }
          }
          return;
        case "layer-diagnostic":
          if (event.severity === "error" || !options.verbose) return;
          return describeFault(event.fault, 100).forEach((line) =>
            show(event.id, `${event.severity}: ${line}`),
          );
        case "policy-violated":
          if (options.verbose) {
            describeViolation(event.violation).forEach((line) => show(event.id, line));
          }
          return;
        case "layer-finished":
          if (event.gate !== undefined) show(event.id, describeGate(event.gate));
          if (event.result === "up-to-date") return show(event.id, `${markOf(event.result)} up to date`);
          show(
            event.id,
            `${markOf(event.result)} ${event.result}: ${describeChanges(event.changes, verb)}, ${describeSeconds(event.seconds)}`,
          );
          return event.faults
            .flatMap((fault) => describeFault(fault, options.verbose ? 200 : 14))
            .forEach((line) => show(event.id, `  ${line}`));
        case "layer-left-open":
          return describeLeftOpen(event).forEach((line) => show(event.id, line));
        case "layer-skipped":
          return show(
            event.id,
            event.result === "blocked"
              ? `${markOf("blocked")} blocked by ${event.by}`
              : `${markOf("not-started")} not started`,
          );
        case "interrupted":
          return print(describeInterrupt(event.step));
        case "rollout-finished":
          return;
      }
    },
    close() {},
  };
}

/** What one more Ctrl-C has done and what the next would do. */
export function describeInterrupt(step: 1 | 2 | 3): string {
  if (step === 1)
    return "interrupted: running layers may finish, nothing new starts; press Ctrl-C again to cancel them";
  if (step === 2)
    return "interrupted twice: cancelling the running layers; press Ctrl-C again to kill them, which may leave pending operations";
  return "interrupted three times: killed the running layers; what they left is told below and by: rollout repair";
}
