import type { Fault, LayerResult, RolloutEvent, Verb } from "../events.ts";
import { openLiveArea, paint, terminalWidth } from "../output.ts";
import { describeInterrupt } from "./lines.ts";
import type { Reporter } from "./reporter.ts";
import {
  describeChanges,
  describeCheck,
  describeFault,
  describeLeftOpen,
  describeDecision,
  describeViolation,
  describeSeconds,
  fit,
  markOf,
  running,
} from "./wording.ts";

interface Line {
  id: string;
  depth: number;
  waitsFor: readonly string[];
  state: "waiting" | "running" | LayerResult;
  startedAt: number;
  done: number;
  current: string;
  text: string;
}

const redrawMilliseconds = 100;
const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** One live line for each layer, under those that it waits for: for a person at a terminal. */
export function openTree(options: { verbose: boolean; why: boolean }): Reporter {
  const area = openLiveArea();
  const lines = new Map<string, Line>();
  let verb: Verb = "up";
  const redraw = (): void =>
    area.show([...lines.values()].map((line) => fit(drawLine(line, verb), terminalWidth() - 1)));
  const timer = setInterval(redraw, redrawMilliseconds);

  return {
    take(event: RolloutEvent) {
      if (event.type === "rollout-started") {
        verb = event.verb;
        area.above(
          paint(
            "bold",
            `${running[verb]} ${event.environment}${event.rehearsal ? " in rehearsal" : ""}, ${event.parallel} at a time`,
          ),
        );
        for (const { id, waitsFor } of event.layers) {
          const depth = 1 + Math.max(-1, ...waitsFor.map((other) => lines.get(other)?.depth ?? -1));
          lines.set(id, {
            ...{ id, waitsFor, depth, done: 0, startedAt: 0 },
            ...{ state: "waiting", current: "", text: "" },
          });
        }
      } else if (event.type === "interrupted") {
        area.above(paint("yellow", describeInterrupt(event.step)));
      } else if ("id" in event) {
        const line = lines.get(event.id);
        if (line !== undefined) takeLayerEvent(line, event, verb);
      }
      if (event.type === "layer-decided" && options.why) {
        area.above(`${event.id} ${describeDecision(event)}`);
      }
      if (event.type === "policy-violated" && options.verbose) {
        area.above([`${event.id}:`, ...describeViolation(event.violation)].join("\n  "));
      }
      if (event.type === "layer-left-open") {
        area.above([paint("yellow", `${event.id}:`), ...describeLeftOpen(event)].join("\n  "));
      }
      if (event.type === "layer-finished" && event.faults.length > 0) {
        area.above(drawFaults(event.id, event.faults, options.verbose));
      }
      if (event.type === "check-finished" && (options.verbose || event.finding.status === "warned")) {
        area.above([`${event.id}:`, ...describeCheck(event.finding)].join("\n  "));
      }
      if (event.type === "layer-diagnostic" && options.verbose && event.severity !== "error") {
        area.above(`${event.id}: ${event.severity}: ${event.fault.message}`);
      }
      redraw();
    },
    close() {
      clearInterval(timer);
      redraw();
      area.close();
    },
  };
}

function takeLayerEvent(line: Line, event: Extract<RolloutEvent, { id: string }>, verb: Verb): void {
  switch (event.type) {
    case "layer-started":
      line.state = "running";
      line.startedAt = Date.now();
      return;
    case "layer-note":
      line.text = event.message;
      return;
    case "resource-changed":
      if (event.state === "done") line.done += 1;
      line.current = `${event.operation} ${event.resourceType.split(":").at(-1)} ${event.name}`;
      return;
    case "gate-started":
      line.state = "running";
      line.startedAt ||= Date.now();
      line.current = "gate";
      return;
    case "check-finished":
      line.current = `gate: ${event.finding.title}`;
      return;
    case "layer-finished":
      line.state = event.result;
      if (event.result === "up-to-date") line.text = "up to date";
      else
        line.text = `${line.text === "" ? describeChanges(event.changes, verb) : line.text}, ${describeSeconds(event.seconds)}`;
      return;
    case "layer-skipped":
      line.state = event.result;
      line.text = event.result === "blocked" ? `blocked by ${event.by}` : "not started";
      return;
    case "layer-decided":
    case "engine-started":
    case "layer-left-open":
    case "layer-diagnostic":
    case "policy-violated":
      return;
  }
}

function drawLine(line: Line, verb: Verb): string {
  const name = `${"  ".repeat(Math.min(line.depth, 6))}${line.id}`.padEnd(34);
  if (line.state === "waiting")
    return paint("gray", `· ${name} waiting for ${line.waitsFor.join(", ") || "a free place"}`);
  if (line.state !== "running") return `${markOf(line.state)} ${name} ${line.text}`;
  const elapsed = (Date.now() - line.startedAt) / 1000;
  const turn = spinner[Math.floor(Date.now() / redrawMilliseconds) % spinner.length];
  const told = line.current === "" ? running[verb] : `${line.done} done, ${line.current}`;
  return `${paint("cyan", turn ?? "")} ${name} ${describeSeconds(elapsed)}  ${told}`;
}

function drawFaults(id: string, faults: readonly Fault[], verbose: boolean): string {
  const body = faults.flatMap((fault) => describeFault(fault, verbose ? 200 : 14)).map((line) => `  ${line}`);
  return [paint("red", `${id} failed:`), ...body].join("\n");
}
