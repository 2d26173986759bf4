type Cancel = (signal: NodeJS.Signals) => void;

/** The Ctrl-C ladder: once, nothing new starts; twice, what runs is cancelled; three times, it is killed. */
export interface Interrupts {
  /** Aborted by the first step. */
  readonly stop: AbortSignal;
  /** How far the ladder was climbed: 0 to 3. */
  step(): number;
  /** Adds a running process to what the ladder reaches; the returned function takes it out again. */
  track(cancel: Cancel): () => void;
  dispose(): void;
}

/** Takes over SIGINT, SIGTERM and SIGHUP of this process until it is disposed. */
export function watchInterrupts(onStep: (step: 1 | 2 | 3) => void): Interrupts {
  const stop = new AbortController();
  const running = new Set<Cancel>();
  let climbed = 0;

  const climbTo = (step: number): void => {
    if (climbed >= 3) return;
    climbed = step;
    stop.abort();
    if (step === 2) running.forEach((cancel) => cancel("SIGINT"));
    if (step === 3) running.forEach((cancel) => cancel("SIGKILL"));
    onStep(step as 1 | 2 | 3);
  };
  const onInterrupt = (): void => climbTo(climbed + 1);
  // Whoever sends these will not wait long enough for layers to finish.
  const onTerminate = (): void => climbTo(Math.max(2, climbed + 1));
  // The engines lead process groups of their own, so nobody else would tell them that we are gone.
  const onExit = (): void => running.forEach((cancel) => cancel("SIGINT"));

  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate).on("SIGHUP", onTerminate).on("exit", onExit);
  return {
    stop: stop.signal,
    step: () => climbed,
    track(cancel) {
      running.add(cancel);
      return () => running.delete(cancel);
    },
    dispose() {
      process
        .off("SIGINT", onInterrupt)
        .off("SIGTERM", onTerminate)
        .off("SIGHUP", onTerminate)
        .off("exit", onExit);
    },
  };
}
