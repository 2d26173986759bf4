/** Whether a page has a heading that GitHub gives this anchor: lower case, without punctuation, hyphens for spaces. */
export function hasHeading(markdown: string, anchor: string): boolean {
  return markdown
    .split("\n")
    .filter((line) => /^#{1,6} /.test(line))
    .some((line) => anchorOf(line.replace(/^#+ /, "")) === anchor);
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
