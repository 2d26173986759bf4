import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { compareContracts } from "../contract-changes.ts";
import { costsOfReport } from "../cost/report-costs.ts";
import { UserError } from "../errors.ts";
import { discoverRepository } from "../layers.ts";
import { print } from "../output.ts";
import { report, type Report } from "../report.ts";
import { changesNothing, renderReview } from "../review.ts";

export interface ReviewOptions {
  directory: string;
  /** A checkout to compare the contracts with. */
  before?: string;
  expectNoChanges?: boolean;
}

/** `rollout review`: gives the exit code. */
export async function review(files: readonly string[], options: ReviewOptions): Promise<number> {
  const reports = await Promise.all(files.map(readReport));
  const { before, directory } = options;
  const contractChanges =
    before === undefined
      ? undefined
      : compareContracts(await contractsOf(resolve(before)), await contractsOf(directory));
  const costs = await Promise.all(reports.map(costsOfReport));
  print(renderReview({ reports, contractChanges, costs }).trimEnd());
  return options.expectNoChanges === true && !reports.every(changesNothing) ? 1 : 0;
}

async function contractsOf(directory: string) {
  const { layers } = await discoverRepository(directory);
  return layers.flatMap(({ contract }) => contract ?? []);
}

async function readReport(file: string): Promise<Report> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new UserError(`"${file}" cannot be read, expected the report.json of a rollout`, {
      remedy: "every rollout says where it wrote its report",
    });
  }
  const parsed = report.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new UserError(`"${file}" is no report of a rollout: ${parsed.error.issues[0]?.message ?? ""}`, {
      remedy: "give the report.json that this version of rollout wrote",
    });
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
