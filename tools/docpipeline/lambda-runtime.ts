import { Worker } from "node:worker_threads";
import type { FakeService } from "./local-aws.ts";

export interface LambdaRuntime {
  service: FakeService;
  /** How often each function was invoked, by name. */
  readonly invocations: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/**
 * Runs bundled functions as Lambda's Invoke does: each in a thread of its own, one event at a time, errors as
 * `{ errorType, errorMessage, trace }` with the header X-Amz-Function-Error.
 *
 * @param folders the bundle's folder by function name
 * @param env the functions' environment; read when the first function starts
 */
export function createLambdaRuntime(
  folders: Readonly<Record<string, string>>,
  env: () => Record<string, string>,
): LambdaRuntime {
  const instances = new Map<string, Instance>();
  const invocations = new Map<string, number>();
  return {
    invocations,
    async service({ path, body }) {
      const name = decodeURIComponent(/\/functions\/([^/]+)\/invocations/.exec(path)?.[1] ?? "")
        .split(":")
        .at(-1)!;
      const folder = folders[name];
      if (folder === undefined) {
        return {
          status: 404,
          body: JSON.stringify({ Message: `no function ${name}`, Type: "User" }),
          headers: { "x-amzn-errortype": "ResourceNotFoundException" },
        };
      }
      invocations.set(name, (invocations.get(name) ?? 0) + 1);
      let instance = instances.get(name);
      if (instance === undefined) instances.set(name, (instance = startInstance(folder, env())));
      const answer = await instance.invoke(body.toString());
      return {
        status: 200,
        body: answer.payload,
        headers: answer.failed ? { "x-amz-function-error": "Unhandled" } : {},
      };
    },
    async stop() {
      await Promise.all([...instances.values()].map(({ worker }) => worker.terminate()));
    },
  };
}

interface Answer {
  id: number;
  failed: boolean;
  payload: string;
}

interface Instance {
  worker: Worker;
  invoke(event: string): Promise<Answer>;
}

const loop = `
const { parentPort, workerData } = require("node:worker_threads");
const loaded = import(workerData);
let queue = Promise.resolve();
parentPort.on("message", ({ id, event }) => {
  queue = queue.then(async () => {
    try {
      const { handler } = await loaded;
      parentPort.postMessage({ id, failed: false, payload: JSON.stringify((await handler(JSON.parse(event))) ?? null) });
    } catch (error) {
      const { name, message, stack = "" } = error;
      const payload = { errorType: name, errorMessage: message, trace: stack.split("\\n") };
      parentPort.postMessage({ id, failed: true, payload: JSON.stringify(payload) });
    }
  });
});`;

function startInstance(folder: string, env: Record<string, string>): Instance {
  const worker = new Worker(loop, { eval: true, workerData: `file://${folder}/index.mjs`, env });
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  worker.on("message", (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  worker.on("error", (error) => {
    for (const [id, settle] of waiting) {
      settle({
        id,
        failed: true,
        payload: JSON.stringify({ errorType: "Runtime.ExitError", errorMessage: error.message }),
      });
    }
    waiting.clear();
  });
  return {
    worker,
    invoke(event) {
      const id = ++last;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, event });
      });
    },
  };
}
