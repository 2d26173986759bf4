import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Why a block of commands is not run but only parsed: the words that may stand after ```sh. */
export const reasonsNotToRun = {
  account: "needs an AWS account, GitHub or a registry, or what is deployed there",
  docker: "needs Docker",
  long: "takes minutes; tests of their own run these commands",
  tests: "runs tests, and stands in a test",
} as const;

/** A fenced block of a page. */
export interface Block {
  page: string;
  /** Of the opening fence, from 1. */
  line: number;
  language: string;
  /** What stands after the language. */
  words: readonly string[];
  text: string;
}

/** README.md, CONTRIBUTING.md and everything in docs/, by path. */
export function readPages(): ReadonlyMap<string, string> {
  const paths = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: root }).sort()];
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** The fenced blocks of a page, also those inside lists. */
export function blocksOf(page: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { indent: string; block: Block } | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^( *)```(.*)$/.exec(line);
    if (open !== undefined && fence?.[2] === "") {
      blocks.push(open.block);
      open = undefined;
    } else if (open !== undefined) {
      open.block.text += `${line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart()}\n`;
    } else if (fence) {
      const [language = "", ...words] = fence[2]!.trim().split(" ");
      open = { indent: fence[1]!, block: { page, line: index + 1, language, words, text: "" } };
    }
  }
  if (open !== undefined) throw new Error(`${page}:${open.block.line} opens a block that nothing closes`);
  return blocks;
}

/** The commands of a block: its lines, with those that end in a backslash joined to the next. */
export function commandsOf({ text }: Block): string[] {
  return text
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line));
}

/** Whether the block's commands are run by the test, or only parsed for the reasons that its words give. */
export function isRun(block: Block): boolean {
  return block.language === "sh" && block.words.every((word) => word === "fails");
}

/** Anchors of a page as GitHub makes them, and those written as <a id="">. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set([...markdown.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id!));
  const seen = new Map<string, number>();
  for (const [, heading] of markdown.replace(/^ *```[^]*?^ *```$/gm, "").matchAll(/^#{1,6} (.*)$/gm)) {
    const slug = heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** Relative link targets of a page outside of its blocks. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^ *```[^]*?^ *```$/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target));
}
