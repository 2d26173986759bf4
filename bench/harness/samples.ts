/** What repeated measurements come to. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Median, least and most of some measurements; the median of an even number lies between the two in the middle.
 *
 * @throws RangeError when there are none
 */
export function summarize(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((one, other) => one - other);
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  const upper = sorted[Math.floor(sorted.length / 2)];
  const [min] = sorted;
  const max = sorted.at(-1);
  if (lower === undefined || upper === undefined || min === undefined || max === undefined) {
    throw new RangeError("samples are missing, expected at least one");
  }
  return { median: (lower + upper) / 2, min, max };
}

/**
 * Each sample over the one of the same round, so that what slows a machine down for a while slows both sides.
 *
 * @throws RangeError when the sides have different numbers of rounds
 */
export function ratiosOf(above: readonly number[], below: readonly number[]): number[] {
  if (above.length !== below.length) {
    throw new RangeError(
      `rounds differ, expected as many on both sides, got ${above.length} and ${below.length}`,
    );
  }
  return above.map((value, round) => value / (below[round] as number));
}
