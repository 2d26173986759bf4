/** The stand-in AWS as a process of its own: `node tools/rehearsal/serve.ts <state folder>`. */
import { startStandIn } from "./server.ts";

const stateDir = process.argv[2];
if (stateDir === undefined)
  throw new Error('the state folder is missing, expected "serve.ts <state folder>"');

const standIn = await startStandIn({ stateDir });
// eslint-disable-next-line no-restricted-syntax -- the one line that tells the parent where to attach
process.stdout.write(`${JSON.stringify({ debugProviders: standIn.debugProviders })}\n`);

const stop = (): void => {
  void standIn.stop().finally(() => process.exit(0));
};
process.once("SIGTERM", stop);
// The parent holds the other end: when it dies, however it dies, so does the stand-in.
process.stdin.once("end", stop).once("close", stop).resume();
