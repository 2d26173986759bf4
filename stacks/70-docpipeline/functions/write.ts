import { CopyObjectCommand, PutObjectTaggingCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { documentType, documentVersion, objectPointer } from "./events.ts";
import { DocumentFault } from "./fault.ts";
import { defineHandler } from "./handler.ts";
import { isGone, s3 } from "./objects.ts";
import { contentTypes } from "./pages/encode.ts";

const event = z.strictObject({
  document: documentVersion,
  type: documentType,
  masked: objectPointer,
  processedBucket: z.string().min(3),
});

/** Puts the masked copy beside the original: same key, the other bucket. The original is marked, never changed. */
export const handler = defineHandler(event, async ({ document, type, masked, processedBucket }) => {
  const { bucket, key, versionId } = document;
  try {
    // First, so that a document which its owner deleted meanwhile is not published after all.
    await s3.send(
      new PutObjectTaggingCommand({
        Bucket: bucket,
        Key: key,
        VersionId: versionId,
        Tagging: { TagSet: [{ Key: "docpipeline", Value: "masked" }] },
      }),
    );
  } catch (error) {
    throw isGone(error)
      ? new DocumentFault("OriginalGone", "the original was deleted while it was being processed")
      : error;
  }
  const copy = await s3.send(
    new CopyObjectCommand({
      Bucket: processedBucket,
      Key: key,
      CopySource: encodeURIComponent(`${masked.bucket}/${masked.key}`),
      MetadataDirective: "REPLACE",
      TaggingDirective: "REPLACE",
      ContentType: contentTypes[type],
      Metadata: { "original-version": versionId },
    }),
  );
  return { bucket: processedBucket, key, versionId: copy.VersionId ?? "null" };
});
