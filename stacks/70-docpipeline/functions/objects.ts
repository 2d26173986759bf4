import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { z } from "zod";
import { DocumentFault } from "./fault.ts";
import type { DocumentVersion, ObjectPointer } from "./events.ts";

// The endpoint of an emulator has one host name; AWS redirects nothing here, since buckets are in the same region.
export const s3 = new S3Client({ forcePathStyle: true, maxAttempts: 5 });

/** The bytes of one version of a document. */
export async function readDocument({ bucket, key, versionId }: DocumentVersion): Promise<Uint8Array> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    throw isGone(error)
      ? new DocumentFault("OriginalGone", "the original was deleted while it was being processed")
      : error;
  }
}

export async function readBytes({ bucket, key }: ObjectPointer): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

export async function readJson<S extends z.ZodType>(pointer: ObjectPointer, schema: S): Promise<z.output<S>> {
  return schema.parse(JSON.parse(new TextDecoder().decode(await readBytes(pointer))));
}

export async function writeBytes({ bucket, key }: ObjectPointer, bytes: Uint8Array, contentType: string) {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }));
}

export async function writeJson(pointer: ObjectPointer, value: unknown): Promise<void> {
  await writeBytes(pointer, new TextEncoder().encode(JSON.stringify(value)), "application/json");
}

export async function listKeys(bucket: string, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys;
}

/** Whether S3 says that the object or this version of it is not there. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    ["NoSuchKey", "NoSuchVersion", "NotFound", "MethodNotAllowed"].includes(error.name)
  );
}
