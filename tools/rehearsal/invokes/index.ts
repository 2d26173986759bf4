import { modulesBeside } from "../modules-beside.ts";
import type { Properties } from "../property-values.ts";
import { Refusal } from "../refusal.ts";
import type { InvokeRequest, Invokes } from "./invoke.ts";

// Every file beside this one answers invokes, so that adding some is adding a file.
const files = modulesBeside(import.meta.dirname, ["invoke", "index"]);
const modules = await Promise.all(
  files.map(async (name) => (await import(`./${name}`)) as { invokes: Invokes }),
);
const listed = modules.flatMap((module) => Object.keys(module.invokes));
const twice = listed.filter((token, index) => listed.indexOf(token) !== index);
if (twice.length > 0)
  throw new Error(
    `invokes of the stand-in AWS answer "${twice.join('", "')}" twice, expected one answer a function`,
  );
const known: Invokes = Object.assign({}, ...modules.map((module) => module.invokes)) as Invokes;

/** Answers a data source; one that nobody wrote down is refused, never made up. */
export function invoke(request: InvokeRequest): Properties {
  const answer = known[request.token];
  if (answer === undefined) {
    throw new Refusal(
      "UnknownInvoke",
      `the stand-in AWS does not know the function "${request.token}"; add it to tools/rehearsal/invokes/`,
    );
  }
  return answer(request);
}
