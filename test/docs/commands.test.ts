import { expect, test } from "@jest/globals";
import { callsIn, faultOf } from "../support/doc-commands.ts";
import { blocksOf, isRun, readPages, reasonsNotToRun, type Block } from "../support/doc-pages.ts";

const blocks = [...readPages()].flatMap(([page, text]) => blocksOf(page, text));
const commands = blocks.filter(({ language }) => language === "sh");
const at = ({ page, line }: Block): string => `${page}:${line}`;
const asBlock = (text: string): Block => ({ page: "x.md", line: 1, language: "sh", words: [], text });

test("commands stand in blocks of sh, and those that are not run say why", () => {
  const looksLikeCommands = /^(\$ )?(rollout|npm|npx|pulumi|aws|git|docker) /m;
  const unmarked = blocks.filter(({ language, text }) => language === "" && looksLikeCommands.test(text));
  expect(unmarked.map(at)).toEqual([]);
  const known = ["fails", ...Object.keys(reasonsNotToRun)];
  expect(commands.filter(({ words }) => words.some((word) => !known.includes(word))).map(at)).toEqual([]);
});

test("commands that are not run are known to the tool and to npm, with every option and value", async () => {
  const marked = commands.filter((block) => !isRun(block));
  expect(marked.length).toBeGreaterThan(10);
  const faults = await Promise.all(
    marked.map(async (block) => {
      try {
        const calls = await callsIn(block);
        const found = await Promise.all(calls.map(faultOf));
        return calls.flatMap((call, index) =>
          found[index] === undefined ? [] : [`${at(block)} ${call.join(" ")}: ${found[index]}`],
        );
      } catch (error) {
        return [`${at(block)} ${(error as Error).message}`];
      }
    }),
  );
  expect(faults.flat()).toEqual([]);
});

test("a command that the tool, npm or bash does not know is found", async () => {
  const faults = async (text: string) =>
    (await Promise.all((await callsIn(asBlock(text))).map(faultOf))).filter((fault) => fault !== undefined);
  expect(await faults("rollout upp --env dev")).toEqual(["error: unknown command 'upp'\n(Did you mean up?)"]);
  expect(await faults("rollout up --environ dev")).toEqual(["error: unknown option '--environ'"]);
  expect(await faults("rollout init --backend gcs")).toEqual([
    "error: option '--backend <kind>' argument 'gcs' is invalid. Allowed choices are file, s3, cloud.",
  ]);
  expect(await faults("npm run rollout -- status --json | rollout list")).toEqual([]);
  expect(await faults("npm run nonsense")).toEqual(['npm has no script "nonsense"']);
  expect(await faults("npm start -- --blueprint utm && rollout up # all")).toEqual([]);
  await expect(callsIn(asBlock("rolout up"))).rejects.toThrow("rolout: No such file or directory");
});
