/**
 * An output's value as lines for a person: in one line where it fits, else one line a part, and short parts of a list
 * side by side.
 *
 * @param columns that a line may have; Infinity for one line, whatever its length, as programs want it
 */
export function describeValue(value: unknown, columns: number): string[] {
  const whole = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  if (whole.length <= columns || typeof value !== "object" || value === null) return [whole];
  const parts = Array.isArray(value)
    ? value.map((part) => describeValue(part, columns))
    : Object.entries(value).map(([key, part]) => describePart(`${key}: `, part, columns));
  return Array.isArray(value) ? joinShort(parts, columns) : parts.flat();
}

function describePart(head: string, value: unknown, columns: number): string[] {
  const indent = "  ";
  const [first = "", ...others] = describeValue(value, columns - head.length);
  if (others.length === 0) return [head + first];
  const below = describeValue(value, columns - indent.length);
  return [head.trimEnd(), ...below.map((line) => indent + line)];
}

/** Puts parts of one line side by side as long as they fit. */
function joinShort(parts: readonly string[][], columns: number): string[] {
  const lines: string[] = [];
  let isOpen = false;
  for (const [first = "", ...others] of parts) {
    const last = lines.at(-1);
    const joined = `${last}, ${first}`;
    if (isOpen && others.length === 0 && joined.length <= columns) lines.splice(-1, 1, joined);
    else lines.push(first, ...others);
    isOpen = others.length === 0;
  }
  return lines;
}
