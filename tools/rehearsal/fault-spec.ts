import { UserError } from "../errors.ts";
import { suggest } from "../plan.ts";
import { faultKeys, faultSchema, type Fault } from "./faults.ts";

const kinds = Object.keys(faultKeys) as Fault["kind"][];
const numbers: ReadonlySet<string> = new Set(["nth", "retries", "minutes", "seconds"]);
const remedy = 'write <kind>,<key>=<value>,…, such as: --fault "throttle,share=20%"';

/**
 * Reads what is given to `--fault`: a kind and its keys, such as "fail,nth=3,type=rds.Instance", "throttle,share=20%",
 * "timeout,name=main", "lag,seconds=30,type=iam.Role" or "die,process=engine,nth=12".
 *
 * @throws UserError naming what is wrong with it
 */
export function parseFault(text: string): Fault {
  // An error's text may hold anything, so it comes last.
  const [, head = "", error] = /^(.*?)(?:,error=(.*))?$/s.exec(text) ?? [];
  const [kind = "", ...settings] = head.split(",");
  const refuse = (problem: string, todo = remedy): never => {
    throw new UserError(`--fault "${text}" ${problem}`, { remedy: todo });
  };
  if (!isKind(kind)) {
    return refuse(
      `is of no known kind, expected one of ${kinds.join(", ")}, got "${kind}"`,
      suggest(kind, kinds),
    );
  }
  const fault: Record<string, unknown> = { kind, ...(error !== undefined && { error }) };
  for (const setting of settings) {
    const [, key = "", value = ""] = /^([^=]*)=(.*)$/.exec(setting) ?? [];
    if (!faultKeys[kind].includes(key)) {
      const known = faultKeys[kind];
      refuse(`has no "${key || setting}", expected one of ${known.join(", ")}`, suggest(key, known));
    }
    fault[key] = valueOf(key, value);
  }
  const parsed = faultSchema.safeParse(fault);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return refuse(`is not understood: ${problems.join("; ")}`);
}

function isKind(text: string): text is Fault["kind"] {
  return kinds.some((kind) => kind === text);
}

function valueOf(key: string, text: string): unknown {
  if (key === "share") return text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
  return numbers.has(key) ? Number(text) : text;
}
