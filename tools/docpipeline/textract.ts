import { createHash, randomUUID } from "node:crypto";
import type { FakeAnswer, FakeService, LocalAws } from "./local-aws.ts";

/** What a reader saw on a page: lines of words, in fractions of the page's width and height. */
export interface PageText {
  lines: { text: string; left: number; top: number; width: number; height: number }[][];
}

/** Reads a document's pages; stands in for Textract's eyes. */
export type DocumentReader = (object: {
  bucket: string;
  key: string;
  bytes: Uint8Array;
}) => Promise<PageText[]>;

/** Blocks per output object; Textract writes up to 1000. */
const blocksPerPart = 1_000;

/**
 * Textract's asynchronous text detection: jobs, one round of IN_PROGRESS, output parts in S3, in the shapes that the
 * service uses. Only the reading itself is somebody else's.
 */
export function createTextract(aws: () => LocalAws, read: DocumentReader): FakeService {
  const jobs = new Map<
    string,
    { id: string; pages: number; polls: number; failed: boolean; firstPage: object }
  >();

  async function start(input: StartInput): Promise<FakeAnswer> {
    const token = input.ClientRequestToken;
    if (token !== undefined && !/^[a-zA-Z0-9-_]{1,64}$/.test(token))
      return refuse("InvalidParameterException", "token");
    const known = token === undefined ? undefined : [...jobs.values()].find(({ id }) => id === jobId(token));
    if (known !== undefined) return ok({ JobId: known.id });

    const { Bucket: bucket, Name: key } = input.DocumentLocation.S3Object;
    const object = await aws().s3("GET", `/${bucket}/${encodeURI(key)}`);
    if (!object.ok) return refuse("InvalidS3ObjectException", "Unable to get object metadata from S3");
    const bytes = new Uint8Array(await object.arrayBuffer());
    const id = jobId(token ?? randomUUID());
    const pages = await read({ bucket, key, bytes });
    const blocks = pages.flatMap((page, index) => blocksOf(page, index + 1));
    const folder = `/${input.OutputConfig.S3Bucket}/${input.OutputConfig.S3Prefix}/${id}`;
    await aws().s3("PUT", `${folder}/.s3_access_check`, "");
    for (let part = 0; part * blocksPerPart < Math.max(1, blocks.length); part++) {
      const output = {
        AnalyzeDocumentModelVersion: null,
        Blocks: blocks.slice(part * blocksPerPart, (part + 1) * blocksPerPart),
        DetectDocumentTextModelVersion: "1.0",
        DocumentMetadata: { Pages: pages.length },
        JobStatus: "SUCCEEDED",
        NextToken: null,
        StatusMessage: null,
        Warnings: null,
      };
      await aws().s3("PUT", `${folder}/${part + 1}`, JSON.stringify(output));
    }
    jobs.set(id, { id, pages: pages.length, polls: 0, failed: false, firstPage: blocks[0] ?? {} });
    return ok({ JobId: id });
  }

  function get(input: { JobId: string; MaxResults?: number }): FakeAnswer {
    const job = jobs.get(input.JobId);
    if (job === undefined) return refuse("InvalidJobIdException", "Request has invalid Job Id");
    job.polls += 1;
    if (job.polls === 1) return ok({ JobStatus: "IN_PROGRESS" });
    return ok({
      Blocks: [job.firstPage],
      DetectDocumentTextModelVersion: "1.0",
      DocumentMetadata: { Pages: job.pages },
      JobStatus: "SUCCEEDED",
      NextToken: "more",
    });
  }

  return async ({ target, body }) => {
    const input = JSON.parse(body.toString()) as never;
    return target.endsWith(".StartDocumentTextDetection") ? start(input) : get(input);
  };
}

interface StartInput {
  DocumentLocation: { S3Object: { Bucket: string; Name: string } };
  ClientRequestToken?: string;
  OutputConfig: { S3Bucket: string; S3Prefix: string };
}

function blocksOf(page: PageText, number: number): object[] {
  const words = page.lines.map((line) =>
    line.map((word) => ({
      BlockType: "WORD",
      Confidence: 99.5,
      Geometry: geometry(word),
      Id: randomUUID(),
      Page: number,
      Text: word.text,
      TextType: "PRINTED",
    })),
  );
  const lines = page.lines.map((line, index) => {
    const left = Math.min(...line.map((word) => word.left));
    const top = Math.min(...line.map((word) => word.top));
    const width = Math.max(...line.map((word) => word.left + word.width)) - left;
    const height = Math.max(...line.map((word) => word.top + word.height)) - top;
    return {
      BlockType: "LINE",
      Confidence: 99.5,
      Geometry: geometry({ left, top, width, height }),
      Id: randomUUID(),
      Page: number,
      Relationships: [{ Ids: words[index]!.map(({ Id }) => Id), Type: "CHILD" }],
      Text: line.map(({ text }) => text).join(" "),
    };
  });
  const whole = {
    BlockType: "PAGE",
    Geometry: geometry({ left: 0, top: 0, width: 1, height: 1 }),
    Id: randomUUID(),
    Page: number,
    ...(lines.length === 0 ? {} : { Relationships: [{ Ids: lines.map(({ Id }) => Id), Type: "CHILD" }] }),
  };
  return [whole, ...lines, ...words.flat()];
}

function geometry({
  left,
  top,
  width,
  height,
}: {
  left: number;
  top: number;
  width: number;
  height: number;
}) {
  const corners = [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ];
  return {
    BoundingBox: { Height: height, Left: left, Top: top, Width: width },
    Polygon: corners.map(([X, Y]) => ({ X, Y })),
  };
}

const jobId = (token: string) => createHash("sha256").update(token).digest("hex");
const ok = (body: object): FakeAnswer => ({ status: 200, body: JSON.stringify(body) });
const refuse = (type: string, message: string): FakeAnswer => ({
  status: 400,
  body: JSON.stringify({ __type: type, Message: message }),
});
