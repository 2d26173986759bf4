const placeholder = "replace-me";

/** A secret's first value: every key that a task definition names has to be there, or the task never starts. */
export function placeholderValue(keys: readonly string[]): string {
  if (keys.length === 0) return placeholder;
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, placeholder])));
}
