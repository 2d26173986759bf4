import type { FakeService } from "./local-aws.ts";

/** Finds personal data in a text; offsets count characters, not UTF-16 units. */
export type Detector = (text: string) => { type: string; begin: number; end: number }[];

/** Comprehend's limit on a text, in bytes of UTF-8. */
const maxBytes = 100_000;

/** DetectPiiEntities in the shape that the service uses; who finds what is the detector's business. */
export function createComprehend(detect: Detector): FakeService {
  return async ({ target, body }) => {
    const { Text = "", LanguageCode } = JSON.parse(body.toString()) as {
      Text?: string;
      LanguageCode?: string;
    };
    if (!target.endsWith(".DetectPiiEntities")) return refuse("UnknownOperationException", target);
    if (Text === "" || !["en", "es"].includes(LanguageCode ?? ""))
      return refuse("InvalidRequestException", "Text");
    if (Buffer.byteLength(Text) > maxBytes) {
      return refuse(
        "TextSizeLimitExceededException",
        "Input text size exceeds limit. Max length of request text allowed is 100000 bytes",
      );
    }
    const Entities = detect(Text).map(({ type, begin, end }) => ({
      Score: 0.999,
      Type: type,
      BeginOffset: begin,
      EndOffset: end,
    }));
    return { status: 200, body: JSON.stringify({ Entities }) };
  };
}

/** Patterns of personal data that needs no understanding of the language to be told from other text. */
const patterns: readonly { type: string; pattern: RegExp }[] = [
  { type: "EMAIL", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  { type: "SSN", pattern: /(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)/gu },
  { type: "CREDIT_DEBIT_NUMBER", pattern: /(?<![\d-])\d{4}(?:[\s-]?\d{4}){3}(?!\d)/gu },
  { type: "PHONE", pattern: /(?<!\d)(?:\+?1[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)/gu },
  { type: "ADDRESS", pattern: /\d{1,5}\s+\p{Lu}\p{L}+\s+(?:Street|Avenue|Road|Lane|Drive)\b/gu },
];

/**
 * A stand-in for Amazon Comprehend's model: patterns, and names from a list. It knows no language, so it finds far
 * less than the real service in a real document.
 */
export function createPatternDetector(names: readonly string[]): Detector {
  const escaped = names.map((name) => name.split(" ").map(escape).join("\\s+"));
  const all =
    escaped.length === 0
      ? patterns
      : [
          ...patterns,
          {
            type: "NAME",
            pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "gu"),
          },
        ];
  return (text) =>
    all.flatMap(({ type, pattern }) =>
      [...text.matchAll(pattern)].map((match) => {
        const begin = [...text.slice(0, match.index)].length;
        return { type, begin, end: begin + [...match[0]].length };
      }),
    );
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const refuse = (type: string, message: string) => ({
  status: 400,
  body: JSON.stringify({ __type: type, Message: message }),
});
