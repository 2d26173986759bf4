import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Repository } from "./layers.ts";
import { traceLayer } from "./fingerprint.ts";

/** A place in a program that takes an output of another layer. */
export interface FieldUse {
  producer: string;
  output: string;
  /** The layer whose program it is. */
  reader: string;
  /** Relative to the repository. */
  file: string;
  line: number;
}

const methods = new Set(["readPlain", "readKnown"]);

/**
 * Finds where the programs of layers take outputs of other layers, by the types of what `read` returns, so also where
 * an upstream is handed from one function or file to another. Outputs count that no contract has any more.
 *
 * @param outputs the names that count, by producer
 */
export function findFieldUses(
  { root, layers }: Repository,
  outputs: ReadonlyMap<string, ReadonlySet<string>>,
): FieldUse[] {
  const filesByLayer = new Map(
    layers.map((layer) => [
      layer.name,
      new Set(traceLayer(layer).files.filter((file) => /(?<!\.d)\.[cm]?ts$/.test(file))),
    ]),
  );
  const files = [...new Set([...filesByLayer.values()].flatMap((own) => [...own]))];
  const program = openProgram(files);
  const checker = program.getTypeChecker();
  const uses = new Map<string, FieldUse>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source === undefined) continue;
    const take = (producer: string, output: string, node: ts.Node): void => {
      if (outputs.get(producer)?.has(output) !== true) return;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      for (const [reader, own] of filesByLayer) {
        if (!own.has(file) || reader === producer) continue;
        const use = { producer, output, reader, file: relative(root, file).split(sep).join("/"), line };
        uses.set(JSON.stringify(use), use);
      }
    };
    visit(source, checker, outputs, take);
  }
  return [...uses.values()].sort((a, b) => keyOf(a).localeCompare(keyOf(b)) || a.line - b.line);
}

function keyOf({ producer, output, reader, file }: FieldUse): string {
  return [producer, output, reader, file].join(" ");
}

type Take = (producer: string, output: string, node: ts.Node) => void;

function visit(
  node: ts.Node,
  checker: ts.TypeChecker,
  outputs: ReadonlyMap<string, ReadonlySet<string>>,
  take: Take,
): void {
  const producersOf = (expression: ts.Node): string[] =>
    upstreamsOf(checker.getTypeAtLocation(expression), checker);
  if (ts.isPropertyAccessExpression(node)) {
    producersOf(node.expression).forEach((producer) => take(producer, node.name.text, node.name));
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    const { text } = node.argumentExpression;
    producersOf(node.expression).forEach((producer) => take(producer, text, node.argumentExpression));
  }
  if (ts.isObjectBindingPattern(node)) {
    const { parent } = node;
    const source =
      (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.type === undefined
        ? (parent.initializer ?? parent)
        : parent;
    for (const producer of producersOf(source)) {
      for (const element of node.elements) {
        const name = element.propertyName ?? element.name;
        if (ts.isIdentifier(name) || ts.isStringLiteral(name)) take(producer, name.text, element);
      }
    }
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [contract, output] = node.arguments;
    if (methods.has(node.expression.name.text) && contract !== undefined && output !== undefined) {
      const producer = layerOf(checker.getTypeAtLocation(contract), checker);
      const named = checker.getTypeAtLocation(output);
      for (const one of named.isUnion() ? named.types : [named]) {
        if (producer !== undefined && one.isStringLiteral()) take(producer, one.value, output);
      }
    }
  }
  if (ts.isExpression(node) && isHandedOn(node)) {
    // Handed to a place that names what it wants by itself: it takes what it names.
    const wanted = checker.getContextualType(node);
    for (const producer of wanted === undefined ? [] : producersOf(node)) {
      if (wanted === undefined || upstreamsOf(wanted, checker).includes(producer)) continue;
      for (const property of checker.getPropertiesOfType(checker.getNonNullableType(wanted))) {
        take(producer, property.name, node);
      }
    }
  }
  if (ts.isSpreadAssignment(node)) {
    for (const producer of producersOf(node.expression)) {
      for (const output of outputs.get(producer) ?? []) take(producer, output, node);
    }
  }
  ts.forEachChild(node, (child) => visit(child, checker, outputs, take));
}

function isHandedOn({ parent, kind }: ts.Expression): boolean {
  if (kind !== ts.SyntaxKind.Identifier && kind !== ts.SyntaxKind.AwaitExpression) {
    if (kind !== ts.SyntaxKind.PropertyAccessExpression) return false;
  }
  return (
    ts.isCallExpression(parent) ||
    ts.isNewExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isReturnStatement(parent)
  );
}

/** The layers whose outputs a type holds: `Upstream<C>`, parts of it, and either of these or nothing. */
function upstreamsOf(type: ts.Type, checker: ts.TypeChecker): string[] {
  const { aliasSymbol, aliasTypeArguments = [] } = type;
  const [name, of] = renamedAlias(aliasSymbol, checker) ?? [aliasSymbol?.name, aliasTypeArguments[0]];
  if (name === "Upstream" && of !== undefined) {
    return [layerOf(of, checker)].filter((layer) => layer !== undefined);
  }
  if (name !== undefined && of !== undefined && partial.has(name)) return upstreamsOf(of, checker);
  return type.isUnionOrIntersection() ? type.types.flatMap((part) => upstreamsOf(part, checker)) : [];
}

const partial = new Set(["Pick", "Omit", "Partial", "Required", "Readonly"]);

/** What `type Other = Upstream<C>` stands for: its name and first argument; the compiler only keeps the new name. */
function renamedAlias(
  alias: ts.Symbol | undefined,
  checker: ts.TypeChecker,
): [string, ts.Type | undefined] | undefined {
  const declaration = alias?.declarations?.find(ts.isTypeAliasDeclaration);
  if (declaration === undefined || declaration.typeParameters !== undefined) return undefined;
  if (!ts.isTypeReferenceNode(declaration.type)) return undefined;
  const { typeName, typeArguments } = declaration.type;
  const [of] = typeArguments ?? [];
  return [typeName.getText(), of && checker.getTypeFromTypeNode(of)];
}

/** The name that a contract's type carries. */
function layerOf(contract: ts.Type, checker: ts.TypeChecker): string | undefined {
  const property = contract.getProperty("layer");
  const type = property === undefined ? undefined : checker.getTypeOfSymbol(property);
  return type?.isStringLiteral() === true ? type.value : undefined;
}

/** Where `Upstream` is declared, in a repository of its own or as a package of the one that is looked at. */
const contractCore = fileURLToPath(new URL("../shared/", import.meta.url));

/** The programs without their packages, whose types would take a minute and say nothing about contracts. */
function openProgram(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    lib: ["lib.es2024.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const found = ts.createModuleResolutionCache(process.cwd(), (name) => name, options);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      if (text.startsWith(".") && /\.[cm]?ts$/.test(text)) {
        const resolvedFileName = resolve(dirname(from), text);
        return {
          resolvedModule: { resolvedFileName, extension: ts.Extension.Ts, isExternalLibraryImport: false },
        };
      }
      const resolved = ts.resolveModuleName(text, from, options, host, found);
      const { resolvedFileName = "" } = resolved.resolvedModule ?? {};
      const isPackage =
        resolvedFileName.includes("/node_modules/") && !resolvedFileName.startsWith(contractCore);
      return isPackage ? { resolvedModule: undefined } : resolved;
    });
  return ts.createProgram({ rootNames: files, options, host });
}
