import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import type { Client } from "pg";
import { NotReachable, type World } from "./gate.ts";

/** Where a database is, as 20-data publishes it. */
export interface DatabasePlace {
  host: string;
  port: number;
  name: string;
  masterSecretArn: string;
  appSecretArn?: string | undefined;
}

/** Who logs in. */
export interface Login {
  username: string;
  password: string;
}

/** All CAs of RDS (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html). */
const bundle = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";
const connectMilliseconds = 5000;

/** A user's name and password from its secret. */
export async function readLogin(arn: string, region: string, world: World): Promise<Login> {
  const { SecretsManagerClient, GetSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  const { SecretString = "{}" } = await new SecretsManagerClient(world.aws(region)).send(
    new GetSecretValueCommand({ SecretId: arn }),
    { abortSignal: world.signal },
  );
  return JSON.parse(SecretString) as Login;
}

/**
 * Connects with a verified certificate (or without TLS at all, to see whether that is refused), asks and disconnects.
 *
 * @throws NotReachable where nothing answers: usually because this is outside the VPC
 */
export async function askDatabase<T>(
  { host, port, name }: DatabasePlace,
  { username, password }: Login,
  tls: "verified" | "none",
  world: World,
  question: (client: Client) => Promise<T>,
): Promise<T> {
  const { Client } = await import("pg");
  const near = world.database(host, port);
  const client = new Client({
    ...near,
    ...{ user: username, password, database: name, connectionTimeoutMillis: connectMilliseconds },
    // The name in the certificate is the database's, also at the near end of a tunnel.
    ssl: tls === "none" ? false : await verifiedTls(host, world),
  });
  // A connection that breaks after it was made says so here, and the question says it as well.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw isSilence(error) ? new NotReachable(describeSilence(near, host)) : error;
  }
  try {
    return await question(client);
  } finally {
    await client.end();
  }
}

async function verifiedTls(host: string, world: World): Promise<ConnectionOptions> {
  const response = await world.fetch(bundle, { signal: world.signal }).catch((error: Error) => error);
  if (response instanceof Error || !response.ok) {
    const why = response instanceof Error ? response.message : response.status;
    throw new NotReachable(`the CAs of RDS cannot be fetched (${bundle}: ${why})`);
  }
  return {
    ca: await response.text(),
    servername: host,
    checkServerIdentity: (_near, certificate) => checkServerIdentity(host, certificate),
  };
}

/** Whether nothing has answered, unlike an answer that says no. */
function isSilence(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return (
    /^(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(code) ||
    /timeout expired|connection timeout/.test(message)
  );
}

function describeSilence(near: { host: string; port: number }, host: string): string {
  return near.host === host
    ? "the database answers only inside its VPC; run it there, or through a tunnel with --database <host:port>"
    : `nothing answers at the near end of the tunnel, ${near.host}:${near.port}`;
}
