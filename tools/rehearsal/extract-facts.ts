/**
 * Reads the argument and output declarations of the installed @pulumi/aws and writes facts/resources.json.
 * Run by a person after an upgrade: `node tools/rehearsal/extract-facts.ts`.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { factModules } from "./facts/modules.ts";

const packageFolder = dirname(createRequire(import.meta.url).resolve("@pulumi/aws/package.json"));
const target = join(import.meta.dirname, "facts", "resources.json");

interface Property {
  readonly name: string;
  readonly kind: string;
  readonly optional: boolean;
  readonly doc: string;
}

/** One letter per shape: string, number, boolean, array, map, object, asset. */
function kindOf(type: string): string {
  const inner = type
    .replace(/^pulumi\.(Input|Output)<(.*)>$/s, "$2")
    .replace(/\s*\|\s*undefined$/, "")
    .trim();
  if (inner.endsWith("[]")) return "a";
  if (inner.startsWith("{")) return "m";
  if (/^boolean/.test(inner)) return "b";
  if (/^number/.test(inner)) return "n";
  if (/asset\./.test(inner)) return "x";
  if (/^(inputs|outputs|pulumi\.Input<inputs)/.test(inner)) return "o";
  return "s";
}

function docOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((doc) => (typeof doc.comment === "string" ? doc.comment : ""))
    .join(" ")
    .replace(/\s+/g, " ");
}

function propertiesOf(members: readonly ts.Node[], source: ts.SourceFile): Property[] {
  const found: Property[] = [];
  for (const member of members) {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
    if (
      ts.canHaveModifiers(member) &&
      ts.getModifiers(member)?.some((it) => it.kind === ts.SyntaxKind.StaticKeyword)
    )
      continue;
    const type = member.type?.getText(source) ?? "";
    found.push({
      name: member.name.getText(source),
      kind: kindOf(type),
      optional: member.questionToken !== undefined || /\|\s*undefined>?$/.test(type),
      doc: docOf(member),
    });
  }
  return found;
}

const forcesReplacement =
  /forces? (a )?new resource|forces? (resource )?(re-?creation|replacement)|force resource recreation|changing (this|it)[^.]*(new|replac|recreat|destroy)|cannot be (changed|modified|updated) after|forces new/i;

/** Only a list that ends its sentence and stands alone is taken: "`A`, `B` and others" would refuse valid values. */
function enumOf(doc: string): string[] | undefined {
  if (/ also (valid|supported|allowed|accepted)\b/.test(doc)) return undefined;
  const list =
    /Valid values(?: are|:|: are)?:? ((?:`[^`]+`(?:, (?:and |or )?| (?:and|or) |\/)?)+)(?:\.(?:\s|$)|$)/.exec(
      doc,
    )?.[1];
  const values = list?.match(/`[^`]+`/g)?.map((value) => value.slice(1, -1).replace(/^"|"$/g, ""));
  return values !== undefined && values.length > 1 ? values : undefined;
}

function conflictsOf(doc: string, names: ReadonlySet<string>): string[] {
  const sentence = /conflicts with ([^.]+)/i.exec(doc)?.[1] ?? "";
  return (sentence.match(/`[^`]+`/g) ?? [])
    .map((value) => value.slice(1, -1))
    .filter((name) => names.has(name));
}

const resources: Record<string, string> = {};
const enums: Record<string, Record<string, string[]>> = {};
const conflicts: Record<string, Record<string, string[]>> = {};

function extractFile(path: string): void {
  const token = /__pulumiType = '([^']+)'/.exec(readFileSync(path.replace(/\.d\.ts$/, ".js"), "utf8"))?.[1];
  if (token === undefined) return;
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const resourceClass = source.statements.find((it): it is ts.ClassDeclaration => ts.isClassDeclaration(it));
  const name = resourceClass?.name?.text;
  const argsInterface = source.statements.find(
    (it): it is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(it) && it.name.text === `${name}Args`,
  );
  if (resourceClass === undefined || argsInterface === undefined) return;

  const inputs = propertiesOf(argsInterface.members, source);
  const outputs = propertiesOf(resourceClass.members, source);
  const always = new Set(outputs.filter((it) => !it.optional).map((it) => it.name));
  const names = new Set(inputs.map((it) => it.name));

  const inputText = inputs.map(
    (it) =>
      `${it.name}:${it.kind}${it.optional ? (always.has(it.name) ? "^" : "") : "!"}${forcesReplacement.test(it.doc) ? "*" : ""}`,
  );
  const outputText = outputs
    .filter((it) => !names.has(it.name))
    .map((it) => `${it.name}:${it.kind}${it.optional ? "?" : ""}`);
  resources[token] = `${inputText.join(" ")}|${outputText.join(" ")}`;

  for (const input of inputs) {
    const values = enumOf(input.doc);
    if (values !== undefined) (enums[token] ??= {})[input.name] = values;
    const others = conflictsOf(input.doc, names);
    if (others.length > 0) (conflicts[token] ??= {})[input.name] = others;
  }
}

for (const module of factModules) {
  const folder = join(packageFolder, module);
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith(".d.ts") && !file.startsWith("get") && file !== "index.d.ts")
      extractFile(join(folder, file));
  }
}

writeFileSync(
  target,
  `${JSON.stringify({ resources, enums, conflicts }, null, 1)}
`,
);
