import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runProcess, startProcess } from "../../tools/process.ts";
import { freePort } from "./free-port.ts";

export interface Postgres {
  host: "127.0.0.1";
  port: number;
  /** The CA that its certificate is of. */
  ca: string;
  stop(): Promise<void>;
}

const debianFolder = "/usr/lib/postgresql";

/**
 * Starts a real PostgreSQL that takes TLS connections only, as RDS does, with a certificate for a host of AWS.
 *
 * @throws Error where PostgreSQL is not installed (test/support/install-test-tools.sh)
 */
export async function startPostgres(given: {
  host: string;
  username: string;
  password: string;
}): Promise<Postgres> {
  // Removed once the server has stopped, which is after the tests' own folders go.
  const folder = await mkdtemp(join(tmpdir(), "micro-stacks-postgres-"));
  const ca = await makeCertificate(folder, given.host);
  await writeFile(join(folder, "password"), given.password);
  const bin = await findPrograms();
  const owner = await findOwner();
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  // PostgreSQL refuses to run as root, and keys that others may read.
  await chmod(join(folder, "server.key"), 0o600);
  await chmod(folder, 0o755);
  for (const name of ["data", "server.key", "password"])
    await chown(join(folder, name), owner.uid, owner.gid);

  await run(owner.prefix, join(bin, "initdb"), [
    ...["-D", data, "-U", given.username, "--auth=scram-sha-256", "--no-sync"],
    `--pwfile=${join(folder, "password")}`,
  ]);
  const hba = "hostssl all all 127.0.0.1/32 scram-sha-256\n";
  await writeFile(join(folder, "pg_hba.conf"), hba);
  const port = await freePort();
  const settings = {
    ...{ ssl: "on", ssl_cert_file: join(folder, "server.crt"), ssl_key_file: join(folder, "server.key") },
    ...{
      hba_file: join(folder, "pg_hba.conf"),
      listen_addresses: "127.0.0.1",
      unix_socket_directories: data,
    },
    fsync: "off",
  };
  const [program = "", ...args] = [
    ...owner.prefix,
    ...[join(bin, "postgres"), "-D", data, "-p", String(port)],
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const lines: string[] = [];
  const server = startProcess(program, args, { onLine: (line) => void lines.push(line) });
  for (let attempt = 0; !lines.some((line) => line.includes("ready to accept connections")); attempt++) {
    if (attempt > 200) throw new Error(`PostgreSQL did not start:\n${lines.join("\n")}`);
    await sleep(100);
  }
  return {
    host: "127.0.0.1",
    port,
    ca,
    async stop() {
      await run(owner.prefix, join(bin, "pg_ctl"), ["-D", data, "stop", "-m", "immediate"]);
      await server.result;
      await rm(folder, { recursive: true });
    },
  };
}

/** A CA and a server's certificate of it for one host; gives the CA. */
export async function makeCertificate(folder: string, host: string): Promise<string> {
  const openssl = async (...args: string[]) => run([], "openssl", args, folder);
  const key = ["-newkey", "rsa:2048", "-nodes"];
  await openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=Test CA");
  await openssl(
    "req",
    ...key,
    "-keyout",
    "server.key",
    "-out",
    "server.csr",
    "-subj",
    `/CN=${host.slice(0, 60)}`,
  );
  await writeFile(join(folder, "names"), `subjectAltName=DNS:${host}\n`);
  await openssl(
    ...["x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key"],
    ...["-CAcreateserial", "-out", "server.crt", "-extfile", "names"],
  );
  return readFile(join(folder, "ca.crt"), "utf8");
}

/** Debian keeps each version's programs in a folder of its own, others have them on the PATH. */
export async function findPrograms(): Promise<string> {
  if (!existsSync(debianFolder)) return "";
  const versions = (await readdir(debianFolder)).sort((a, b) => Number(b) - Number(a));
  return join(debianFolder, versions[0] ?? "", "bin");
}

/** Whom PostgreSQL runs as: us, or the user of its package where we are root. */
async function findOwner(): Promise<{ uid: number; gid: number; prefix: string[] }> {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (uid !== 0) return { uid, gid, prefix: [] };
  const idOf = async (flag: string) => Number((await run([], "id", [flag, "postgres"])).trim());
  return { uid: await idOf("-u"), gid: await idOf("-g"), prefix: ["runuser", "-u", "postgres", "--"] };
}

async function run(prefix: string[], program: string, args: string[], cwd?: string): Promise<string> {
  const [first = program, ...rest] = [...prefix, program, ...args];
  const { exitCode, stdout, stderr, startFailure } = await runProcess(
    first,
    rest,
    cwd === undefined ? {} : { cwd },
  );
  if (exitCode === 0) return stdout;
  throw new Error(`${program} failed: ${startFailure ?? stderr}; run test/support/install-test-tools.sh`);
}
