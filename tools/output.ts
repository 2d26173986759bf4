import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { styleText } from "node:util";

// Whoever reads us may stop reading (`| head`), which must not end a rollout half-way.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

/** Whether a person sits at the other end, who can answer and for whom lines may be drawn over. */
export function isTerminal(): boolean {
  return process.stdout.isTTY === true && process.stdin.isTTY === true;
}

/** Prints text and a line break for whoever asked for it. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints text and a line break to stderr, where faults and remarks go. */
export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

type Colour = "red" | "green" | "yellow" | "cyan" | "gray" | "bold";

/** Colours text where stdout is a terminal that wants it (NO_COLOR, FORCE_COLOR). */
export function paint(colour: Colour, text: string): string {
  return styleText(colour, text, { stream: process.stdout });
}

/** Asks the person at the terminal one question. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}

/** Asks the person at the terminal for something that nobody else may see. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}

/** All that is piped into this process, without a line break at its end. */
export async function readInput(): Promise<string> {
  process.stdin.setEncoding("utf8");
  let text = "";
  for await (const chunk of process.stdin) text += chunk as string;
  return text.replace(/\r?\n$/, "");
}

/** Lines at the bottom of the terminal that are drawn over and over. */
export interface LiveArea {
  show(lines: readonly string[]): void;
  /** Prints above the area, where it stays. */
  above(text: string): void;
  /** Leaves the lines as they are and ends. */
  close(): void;
}

export function openLiveArea(): LiveArea {
  const out = process.stdout;
  let shown: readonly string[] = [];
  const erase = (): string => (shown.length === 0 ? "" : `\u001b[${shown.length}A\u001b[J`);
  const draw = (): string => shown.map((line) => `${line}\n`).join("");
  out.write("\u001b[?25l");
  return {
    show(lines) {
      // Lines that have scrolled out of the screen cannot be drawn over.
      const visible = lines.slice(0, (out.rows || 24) - 1);
      const before = erase();
      shown = visible;
      out.write(before + draw());
    },
    above(text) {
      out.write(`${erase()}${text}\n${draw()}`);
    },
    close() {
      out.write("\u001b[?25h");
    },
  };
}

export function terminalWidth(): number {
  // A terminal that nobody has told its size says 0.
  return process.stdout.columns || 100;
}
