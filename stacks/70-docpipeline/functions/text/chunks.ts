/** A piece of a text and where it begins, in UTF-16 units as JavaScript counts. */
export interface Chunk {
  start: number;
  text: string;
}

/**
 * Cuts a text into pieces of at most `maxBytes` in UTF-8. Neighbours share `overlap` units, so that whatever is not
 * longer than that lies whole in one of them. Cuts are made at white space where there is some.
 */
export function chunkText(text: string, maxBytes: number, overlap: number): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  for (;;) {
    const end = endOfChunk(text, start, maxBytes);
    if (text.slice(start, end).trim() !== "") chunks.push({ start, text: text.slice(start, end) });
    if (end >= text.length) return chunks;
    const next = wholeCharacter(text, Math.max(start + 1, end - overlap));
    // An overlap as long as the piece would never advance.
    start = next > start ? next : end;
  }
}

function endOfChunk(text: string, start: number, maxBytes: number): number {
  let bytes = 0;
  let end = start;
  let lastSpace = -1;
  while (end < text.length) {
    const code = text.codePointAt(end)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > maxBytes) break;
    end += code < 0x10000 ? 1 : 2;
    if (code === 0x20 || code === 0x0a) lastSpace = end;
  }
  return end < text.length && lastSpace > start + (end - start) / 2 ? lastSpace : end;
}

function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at;
}

/** Turns offsets counted in characters, as Comprehend counts, into UTF-16 units. */
export function createOffsetMap(text: string): (characters: number) => number {
  if (!/[\uD800-\uDFFF]/.test(text)) return (characters) => Math.min(characters, text.length);
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  return (characters) => starts[characters] ?? text.length;
}
