const SECONDS_BETWEEN_LINES = 30;

/**
 * Shows one long step with its elapsed seconds: one line that counts in a terminal, elsewhere a line at
 * its start and one every half minute.
 */
export function startStep(text, stream = process.stderr) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  let current = text;
  // The seconds come first: a narrow terminal cuts the end off.
  const line = () => `set-up: ${seconds()} s, ${current}`;

  let lastLine = 0;
  const show = () => {
    if (stream.isTTY) {
      stream.write(`\r\x1b[2K${line().slice(0, (stream.columns ?? 80) - 1)}`);
    } else if (seconds() - lastLine >= SECONDS_BETWEEN_LINES) {
      lastLine = seconds();
      stream.write(`${line()}\n`);
    }
  };
  if (stream.isTTY) show();
  else stream.write(`set-up: ${text}\n`);
  const timer = setInterval(show, 1000);

  const finish = (summary) => {
    clearInterval(timer);
    stream.write(`${stream.isTTY ? "\r\x1b[2K" : ""}set-up: ${summary} (${seconds()} s)\n`);
  };
  return {
    update(next) {
      current = next;
    },
    done: (summary) => finish(summary),
    fail: () => finish(`${current}: failed`),
  };
}
