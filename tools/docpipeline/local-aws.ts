import {
  createServer,
  Agent,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors.ts";
import { startProcess } from "../process.ts";

/** An emulator's answer to one request. */
export interface FakeAnswer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

/** A service that moto does not have, by the name it goes by in a request's signature. */
export type FakeService = (request: { target: string; path: string; body: Buffer }) => Promise<FakeAnswer>;

export interface LocalAws {
  endpoint: string;
  region: string;
  /** Calls a service that speaks JSON, such as `call("AWSStepFunctions.StartExecution", {...})`. */
  call(target: string, input: object): Promise<Record<string, unknown>>;
  /** Calls S3, such as `s3("PUT", "/bucket/key", bytes)`. */
  s3(
    method: string,
    path: string,
    body?: Uint8Array | string,
    headers?: Record<string, string>,
  ): Promise<Response>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "..", "..");
const python = join(root, ".rollout", "test-tools", "venv", "bin", "python");
const region = "us-west-2";

/** Signing names of the services that are called here, by the first part of X-Amz-Target. */
const signingNames: Record<string, string> = {
  AWSStepFunctions: "states",
  AmazonSQS: "sqs",
  AWSEvents: "events",
};

/**
 * Starts moto (S3, SQS, EventBridge, Step Functions) behind a gateway that answers for the services in `fakes`. State
 * machines that moto runs call their services through the same gateway.
 *
 * @param extension a Python file that changes moto before it starts
 */
export async function startLocalAws(
  fakes: Readonly<Record<string, FakeService>>,
  extension?: string,
): Promise<LocalAws> {
  if (!existsSync(python)) {
    throw new UserError("moto is not installed; run: test/support/install-test-tools.sh", { exitCode: 1 });
  }
  let motoPort = 0;
  const gateway = createServer((incoming, outgoing) => {
    void handle(incoming, outgoing, fakes, () => motoPort).catch((error: unknown) => {
      outgoing.writeHead(500).end(String(error));
    });
  });
  const port = await listen(gateway);
  motoPort = await freePort();
  const lines: string[] = [];
  const moto = startProcess(python, [join(import.meta.dirname, "moto_server.py"), "-p", String(motoPort)], {
    ownGroup: true,
    keepOutput: false,
    onLine: (line) => void lines.push(line),
    env: {
      ...{ MOTO_PORT: String(port), AWS_DEFAULT_REGION: region, MOTO_ACCOUNT_ID: "123456789012" },
      MOTO_EXTENSION: extension,
    },
  });
  const endpoint = `http://127.0.0.1:${port}`;

  const aws: LocalAws = {
    endpoint,
    region,
    async call(target, input) {
      const service = signingNames[target.split(".")[0]!] ?? "unknown";
      const response = await fetch(endpoint, {
        method: "POST",
        headers: {
          ...signature(service),
          "x-amz-target": target,
          "content-type": service === "events" ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0",
        },
        body: JSON.stringify(input),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${target}: ${text}`);
      return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    },
    async s3(method, path, body, headers = {}) {
      return fetch(`${endpoint}${path}`, {
        method,
        headers: { ...signature("s3"), ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
      });
    },
    async stop() {
      moto.cancel("SIGTERM");
      gateway.closeAllConnections();
      gateway.close();
      agent.destroy();
      await moto.result;
    },
  };

  for (let attempt = 0; ; attempt++) {
    try {
      const config = { stepfunctions: { execute_state_machine: true } };
      const response = await fetch(`http://127.0.0.1:${motoPort}/moto-api/config`, {
        method: "POST",
        body: JSON.stringify(config),
      });
      if (response.ok) return aws;
    } catch {
      // Not listening yet.
    }
    if (attempt > 200) {
      await aws.stop();
      throw new Error(`moto did not start:\n${lines.slice(-20).join("\n")}`);
    }
    await sleep(100);
  }
}

const agent = new Agent({ keepAlive: true });

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fakes: Readonly<Record<string, FakeService>>,
  motoPort: () => number,
): Promise<void> {
  const service = /\/([a-z0-9-]+)\/aws4_request/.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
  const fake = fakes[service];
  if (fake === undefined) {
    const { method, url, headers } = incoming;
    const forward = request(
      { agent, port: motoPort(), host: "127.0.0.1", method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forward.on("error", (error) => outgoing.destroy(error));
    incoming.pipe(forward);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const target = String(incoming.headers["x-amz-target"] ?? "");
  const { status, body, headers } = await fake({
    target,
    path: incoming.url ?? "/",
    body: Buffer.concat(chunks),
  });
  outgoing
    .writeHead(status, {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": randomUUID(),
      ...headers,
    })
    .end(body);
}

/** The emulators look at the service's name in the signature and check nothing else. */
function signature(service: string): Record<string, string> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
