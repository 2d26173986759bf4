import type { Measure, Section } from "./results.ts";
import { summarize } from "./samples.ts";

/** How much worse a ratio may be than the committed one: a fifth. */
export const toleratedLoss = 0.2;

/** Whether the median keeps to the target; undefined where there is none. */
export function isMet({ samples, target }: Measure): boolean | undefined {
  if (target === undefined) return undefined;
  const { median } = summarize(samples);
  return target.bound === "at most" ? median <= target.value : median >= target.value;
}

/** One ratio that has become worse. */
export interface Loss {
  readonly benchmark: string;
  readonly what: string;
  readonly before: number;
  readonly now: number;
  /** 0.25 is a quarter worse. */
  readonly share: number;
}

/**
 * Ratios whose median is worse than the committed one by more than `toleratedLoss`. Times are not compared: they are
 * those of another machine, or of the same one on another day.
 */
export function findLosses(committed: readonly Section[], now: readonly Section[]): Loss[] {
  return now.flatMap((section) => {
    const before = committed.find(({ name }) => name === section.name)?.measures ?? [];
    return section.measures.flatMap((measure) => {
      const earlier = before.find(({ id }) => id === measure.id);
      if (earlier === undefined || measure.unit !== "x" || measure.target === undefined) return [];
      const [was, is] = [summarize(earlier.samples).median, summarize(measure.samples).median];
      const share = (measure.target.bound === "at most" ? is / was : was / is) - 1;
      if (share <= toleratedLoss) return [];
      return [{ benchmark: section.name, what: measure.what, before: was, now: is, share }];
    });
  });
}

/** "rollout: wall time over critical path is 25% worse, expected about 1.00x, got 1.25x". */
export function describeLoss({ benchmark, what, before, now, share }: Loss): string {
  const worse = `${Math.round(share * 100)}% worse`;
  return `${benchmark}: ${what} is ${worse}, expected about ${before.toFixed(2)}x, got ${now.toFixed(2)}x`;
}
