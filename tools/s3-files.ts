import type { S3Client } from "@aws-sdk/client-s3";
import { UserError } from "./errors.ts";
import type { StateFiles } from "./state-files.ts";

/** Where a state backend in S3 is, as its URL says. */
interface S3Place {
  bucket: string;
  /** Empty, or ends in a slash. */
  prefix: string;
  region: string | undefined;
  profile: string | undefined;
  endpoint: string | undefined;
  forcePathStyle: boolean | undefined;
}

/**
 * Understands the address of a backend in S3, with the parameters that the engine takes:
 * https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3
 */
export function parseS3Url(url: string): S3Place {
  const { hostname, pathname, searchParams } = new URL(url);
  const path = pathname.replace(/^\/+|\/+$/g, "");
  const flag = (...names: string[]): boolean =>
    names.some((name) => searchParams.get(name) === "true" || searchParams.get(name) === "1");
  const endpoint = searchParams.get("endpoint") ?? undefined;
  const scheme = flag("disableSSL", "disable_https") ? "http" : "https";
  return {
    bucket: hostname,
    prefix: path === "" ? "" : `${path}/`,
    region: searchParams.get("region") ?? undefined,
    profile: searchParams.get("profile") ?? undefined,
    endpoint: endpoint === undefined || endpoint.includes("://") ? endpoint : `${scheme}://${endpoint}`,
    forcePathStyle: flag("s3ForcePathStyle", "use_path_style") || undefined,
  };
}

/** The files of a bucket; AWS's client is loaded when the first of them is asked for. */
export function s3Files(url: string): StateFiles {
  const { bucket: Bucket, prefix, ...place } = parseS3Url(url);
  const Key = (path: string): string => `${prefix}${path}`;
  let opened: Promise<{ aws: typeof import("@aws-sdk/client-s3"); s3: S3Client }> | undefined;
  const open = () =>
    (opened ??= import("@aws-sdk/client-s3").then((aws) => ({
      aws,
      s3: new aws.S3Client(
        Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined)),
      ),
    })));
  /** Undefined for the answers that are expected. */
  const unless = async <T>(expected: readonly number[], answer: Promise<T>): Promise<T | undefined> => {
    try {
      return await answer;
    } catch (error) {
      const { $metadata, name, message } = error as Error & { $metadata?: { httpStatusCode?: number } };
      if (expected.includes($metadata?.httpStatusCode ?? 0)) return undefined;
      throw new UserError(`the locks in ${url} cannot be used (${name}: ${message})`, {
        remedy: "check the credentials and the network with: pulumi whoami --verbose",
        exitCode: 1,
        cause: error,
      });
    }
  };
  return {
    locate: (path) => `s3://${Bucket}/${Key(path)}`,
    async list(folder) {
      const { aws, s3 } = await open();
      const Prefix = Key(`${folder}/`);
      const command = new aws.ListObjectsV2Command({ Bucket, Prefix, Delimiter: "/" });
      const answer = await unless([404], s3.send(command));
      return (answer?.Contents ?? []).map((object) => String(object.Key).slice(Prefix.length));
    },
    async read(path) {
      const { aws, s3 } = await open();
      const answer = await unless([404], s3.send(new aws.GetObjectCommand({ Bucket, Key: Key(path) })));
      if (answer?.Body === undefined) return undefined;
      return { text: await answer.Body.transformToString(), modifiedAt: answer.LastModified ?? new Date() };
    },
    async create(path, Body) {
      const { aws, s3 } = await open();
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html: 412 where it exists, 409 where
      // another such write is under way.
      const command = new aws.PutObjectCommand({ Bucket, Key: Key(path), Body, IfNoneMatch: "*" });
      return (await unless([409, 412], s3.send(command))) !== undefined;
    },
    async remove(path) {
      const { aws, s3 } = await open();
      await unless([404], s3.send(new aws.DeleteObjectCommand({ Bucket, Key: Key(path) })));
    },
  };
}
