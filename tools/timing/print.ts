import { paint, print } from "../output.ts";
import { describeSeconds } from "../reporters/wording.ts";
import type { Prediction } from "./prediction.ts";

/** How many resources of a layer are worth a line. */
const shownResources = 6;

/** Prints how long a rollout would take for real, as text or as one JSON line. */
export function printPrediction(prediction: Prediction, { json = false }: { json?: boolean }): void {
  if (json) return print(JSON.stringify({ type: "timing-predicted", ...prediction }));
  renderPrediction(prediction).forEach((line, at) => print(at === 1 ? paint("bold", line) : line));
}

/** The lines of a prediction. */
export function renderPrediction({ seconds, quickest, slowest, criticalPath }: Prediction): string[] {
  const lines = [
    "",
    `on AWS this takes about ${describeSeconds(seconds)}, from ${describeSeconds(quickest)} to ${describeSeconds(slowest)}`,
  ];
  for (const { layer, seconds: ofLayer, resources } of criticalPath) {
    lines.push(`  ${layer}  ${describeSeconds(ofLayer)}`);
    const longest = [...resources].sort((one, other) => other.seconds - one.seconds).slice(0, shownResources);
    for (const { type, name, seconds: own } of resources.filter((one) => longest.includes(one))) {
      lines.push(`    ${describeSeconds(own)}  ${type} ${name}`);
    }
    if (resources.length > shownResources) lines.push(`    and ${resources.length - shownResources} more`);
  }
  return lines;
}
