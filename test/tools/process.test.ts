import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { endSession, membersOf } from "../../tools/process-session.ts";
import { runProcess, startProcess } from "../../tools/process.ts";

const node = process.execPath;

test("a child that fails is a result, not an exception", async () => {
  expect(await runProcess("sh", ["-c", "echo out; echo err >&2; exit 3"])).toEqual({
    exitCode: 3,
    signal: undefined,
    stdout: "out",
    stderr: "err",
    timedOut: false,
    startFailure: undefined,
  });
});

test("a program that does not exist is a result, not an exception", async () => {
  const result = await runProcess("/nowhere/pulumi", []);
  expect(result).toMatchObject({ exitCode: undefined, startFailure: "ENOENT" });
});

test("lines arrive while the child still runs, marked with their stream", async () => {
  const lines: string[] = [];
  const child = startProcess("sh", ["-c", "echo one; echo two >&2; read -r line"], {
    onLine: (line, stream) => lines.push(`${stream} ${line}`),
    keepOutput: false,
    ownGroup: true,
  });
  await child.result;
  expect(lines.sort()).toEqual(["stderr two", "stdout one"]);
});

test("variables are added to our own and removed with undefined", async () => {
  const { stdout } = await runProcess("sh", ["-c", 'echo "$ADDED ${HOME-removed} ${PATH:+kept}"'], {
    env: { ADDED: "added", HOME: undefined },
  });
  expect(stdout).toBe("added removed kept");
});

test("cancel reaches the descendants of a child with a group of its own", async () => {
  const lines: string[] = [];
  const descendant = '(trap "echo descendant ended; exit" TERM; echo ready; sleep 60 & wait)';
  const child = startProcess("sh", ["-c", `${descendant} & wait`], {
    ownGroup: true,
    onLine: (line) => lines.push(line),
  });
  while (!lines.includes("ready")) await sleep(10);
  expect(child.cancel("SIGTERM")).toBe(true);
  expect(await child.result).toMatchObject({ exitCode: undefined, signal: "SIGTERM" });
  expect(lines).toContain("descendant ended");
  expect(child.cancel("SIGTERM")).toBe(false);
});

/** The processes of a session once there are no more of them than expected: to be killed takes a moment. */
async function settled(session: number, most: number): Promise<number[]> {
  for (let tries = 0; tries < 300 && membersOf(session).length > most; tries++) await sleep(10);
  return membersOf(session);
}

test("a child with a group of its own that is killed leaves no descendants in groups of theirs", async () => {
  const lines: string[] = [];
  const child = startProcess("bash", ["-c", "set -m; sleep 60 & echo $!; wait"], {
    ownGroup: true,
    onLine: (line) => lines.push(line),
  });
  while (lines.length === 0) await sleep(10);
  expect(membersOf(child.pid!)).toEqual(expect.arrayContaining([child.pid, Number(lines[0])]));
  child.cancel("SIGKILL");
  expect(await child.result).toMatchObject({ signal: "SIGKILL" });
  expect(await settled(child.pid!, 0)).toEqual([]);
});

test("of a session whose leader is gone only the processes with a name are ended", async () => {
  const script =
    "set -m; exec >/dev/null 2>&1; (exec -a a-pulumi-host sleep 60) & (exec -a another sleep 60) & sleep 0.2";
  const child = startProcess("bash", ["-c", script], { ownGroup: true });
  await child.result;
  expect(await settled(child.pid!, 2)).toHaveLength(2);
  endSession(child.pid!, "a-pulumi-host");
  expect(await settled(child.pid!, 1)).toHaveLength(1);
  endSession(child.pid!);
  expect(await settled(child.pid!, 0)).toEqual([]);
});

test("the session of a process that lives is left alone", async () => {
  const child = startProcess("bash", ["-c", "set -m; sleep 60 & echo $!; wait"], {
    ownGroup: true,
    onLine: () => endSession(child.pid!),
  });
  await sleep(300);
  expect(membersOf(child.pid!)).toHaveLength(2);
  child.cancel("SIGKILL");
  await child.result;
});

test("an abort climbs the ladder until the child ends", async () => {
  const abort = new AbortController();
  let ready = false;
  const stubborn = 'process.on("SIGINT", () => {}); console.log("ready"); setInterval(() => {}, 1000);';
  const child = startProcess(node, ["-e", stubborn], {
    onLine: () => (ready = true),
    abort: abort.signal,
    ladder: [
      { signal: "SIGINT", afterSeconds: 0 },
      { signal: "SIGKILL", afterSeconds: 0.2 },
    ],
  });
  while (!ready) await sleep(10);
  abort.abort();
  expect(await child.result).toMatchObject({ signal: "SIGKILL" });
});

test("a child that takes too long is ended and says so", async () => {
  const result = await runProcess("sleep", ["60"], { timeoutSeconds: 0.1 });
  expect(result).toMatchObject({ timedOut: true, signal: "SIGTERM" });
});
