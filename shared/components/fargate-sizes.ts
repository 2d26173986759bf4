/**
 * Memory in MiB that Fargate offers for each number of CPU units
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html).
 */
const memoryByCpu: Readonly<Record<number, { min: number; max: number; step: number } | readonly number[]>> =
  {
    256: [512, 1024, 2048],
    512: { min: 1024, max: 4096, step: 1024 },
    1024: { min: 2048, max: 8192, step: 1024 },
    2048: { min: 4096, max: 16384, step: 1024 },
    4096: { min: 8192, max: 30720, step: 1024 },
    8192: { min: 16384, max: 61440, step: 4096 },
    16384: { min: 32768, max: 122880, step: 8192 },
  };

/** What is wrong with a task size, or undefined where Fargate offers it. */
export function findSizeFault(cpu: number, memory: number): string | undefined {
  const offered = memoryByCpu[cpu];
  if (offered === undefined) {
    return `cpu is not a size of Fargate, expected one of ${Object.keys(memoryByCpu).join(", ")}, got ${cpu}`;
  }
  const isOffered =
    "step" in offered
      ? memory >= offered.min && memory <= offered.max && (memory - offered.min) % offered.step === 0
      : offered.includes(memory);
  if (isOffered) return undefined;
  const choice =
    "step" in offered
      ? `${offered.min} to ${offered.max} in steps of ${offered.step}`
      : `one of ${offered.join(", ")}`;
  return `memory does not fit ${cpu} CPU units on Fargate, expected ${choice} MiB, got ${memory}`;
}
