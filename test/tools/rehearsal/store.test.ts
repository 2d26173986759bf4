import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openStore, type StoredResource } from "../../../tools/rehearsal/store.ts";
import { runProcess, startProcess } from "../../../tools/process.ts";
import { openAccount } from "./account-rig.ts";

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "stand-in-"));
});
afterEach(() => {
  rmSync(stateDir, { recursive: true, force: true });
});

const place = { account: "111122223333", region: "us-west-1" };
const bucket = (id: string): StoredResource => ({
  ...place,
  token: "aws:s3/bucket:Bucket",
  id,
  urn: id,
  properties: { bucket: id },
  secretPaths: [],
});

const writer = (folder: string) => `
  import { openStore } from ${JSON.stringify(join(import.meta.dirname, "../../../tools/rehearsal/store.ts"))};
  const store = openStore(${JSON.stringify(folder)});
  for (let n = 0; ; n++) {
    store.put({ ...${JSON.stringify(bucket(""))}, id: "bucket-" + n, properties: { padding: "x".repeat(20000) } });
    process.stdout.write("bucket-" + n + "\\n");
  }`;

test("a kill at any moment loses nothing that was acknowledged and leaves no broken document", async () => {
  for (const milliseconds of [60, 90, 140]) {
    const acknowledged: string[] = [];
    const child = startProcess(process.execPath, ["--input-type=module-typescript", "-e", writer(stateDir)], {
      onLine(line, stream) {
        if (stream !== "stdout") return;
        if (acknowledged.length === 0) setTimeout(() => child.cancel("SIGKILL"), milliseconds);
        acknowledged.push(line);
      },
    });
    await child.result;
    const found = openStore(stateDir)
      .list("aws:s3/bucket:Bucket", place)
      .map((it) => it.id);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining(acknowledged));
  }
});

test("two processes that write at once keep both their resources", async () => {
  const write = (name: string) => `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, "../../../tools/rehearsal/store.ts"))};
    const store = openStore(${JSON.stringify(stateDir)});
    for (let n = 0; n < 50; n++) store.put({ ...${JSON.stringify(bucket(""))}, id: "${name}-" + n });`;
  await Promise.all(
    ["a", "b"].map((name) =>
      runProcess(process.execPath, ["--input-type=module-typescript", "-e", write(name)]),
    ),
  );
  expect(openStore(stateDir).list("aws:s3/bucket:Bucket", place)).toHaveLength(100);
});

test("an id longer than a file name is found again", () => {
  const store = openStore(stateDir);
  const long = `arn:aws:iam::111122223333:policy/${"a/".repeat(200)}`;
  store.put(bucket(long));
  store.put(bucket(`${long}b`));
  expect(store.get("aws:s3/bucket:Bucket", place, long)?.id).toBe(long);
  expect(store.list("aws:s3/bucket:Bucket", place)).toHaveLength(2);
});

test("a document that somebody broke is named", () => {
  const store = openStore(stateDir);
  store.put(bucket("reports"));
  const file = join(stateDir, "resources/111122223333/us-west-1/s3.Bucket/reports.json");
  writeFileSync(file, readFileSync(file, "utf8").slice(0, 20));
  expect(() => store.list("aws:s3/bucket:Bucket", place)).toThrow(
    `the rehearsal state file "${file}" is not valid JSON`,
  );
});

test("what is deleted leaves no document, and its successor gets another id", async () => {
  const aws = openAccount({}, openStore(stateDir));
  const first = await aws.vpc();
  await aws.remove("aws:ec2/vpc:Vpc", "net", first.id);
  expect(readdirSync(join(stateDir, "resources/111122223333/us-west-1/ec2.Vpc"))).toEqual([]);
  const second = await aws.vpc();
  expect(second.id).toMatch(/^vpc-0[0-9a-f]{16}$/);
  expect(second.id).not.toBe(first.id);
});

test("the same program in an empty account gets the same ids", async () => {
  const other = mkdtempSync(join(tmpdir(), "stand-in-"));
  const [one, two] = [
    await openAccount({}, openStore(stateDir)).vpc(),
    await openAccount({}, openStore(other)).vpc(),
  ];
  rmSync(other, { recursive: true });
  expect(one.id).toBe(two.id);
});
