import { isObject } from "../property-values.ts";
import type { Properties, PropertyValue } from "../property-values.ts";
import { stringOf } from "../catalogue/entry.ts";
import { hashOf } from "../property-values.ts";
import type { Invokes } from "./invoke.ts";

export const invokes: Invokes = {
  "aws:iam/getPolicyDocument:getPolicyDocument": ({ args }) => {
    const document = renderDocument(args);
    const json = JSON.stringify(document, null, 2);
    return {
      ...args,
      id: String(parseInt(hashOf(json).slice(0, 8), 16)),
      json,
      minifiedJson: JSON.stringify(document),
      version: document["Version"] ?? "",
    };
  },
};

/** Renders as the provider does: one value stands alone, several are a list in reverse alphabetical order. */
function renderDocument(args: Properties): Properties {
  const sources = documentsIn(args["sourcePolicyDocuments"]);
  const overrides = documentsIn(args["overridePolicyDocuments"]);
  const own = (Array.isArray(args["statements"]) ? args["statements"].filter(isObject) : []).map(
    renderStatement,
  );
  const statements = [...sources.flatMap(statementsOf), ...own];
  for (const statement of overrides.flatMap(statementsOf)) {
    const index = statements.findIndex((it) => it["Sid"] !== undefined && it["Sid"] === statement["Sid"]);
    if (index === -1) statements.push(statement);
    else statements[index] = statement;
  }
  const policyId = stringOf(args["policyId"]);
  return {
    Version: stringOf(args["version"]) || "2012-10-17",
    ...(policyId === "" ? {} : { Id: policyId }),
    Statement: statements,
  };
}

function documentsIn(value: PropertyValue | undefined): Properties[] {
  return Array.isArray(value) ? value.map((text) => JSON.parse(stringOf(text)) as Properties) : [];
}

function statementsOf(document: Properties): Properties[] {
  const statements = document["Statement"];
  return (Array.isArray(statements) ? statements : [statements]).filter(isObject);
}

function renderStatement(statement: Properties): Properties {
  const rendered: Properties = {};
  const sid = stringOf(statement["sid"]);
  if (sid !== "") rendered["Sid"] = sid;
  rendered["Effect"] = stringOf(statement["effect"]) || "Allow";
  const parts: [string, PropertyValue | undefined][] = [
    ["Action", listOf(statement["actions"])],
    ["NotAction", listOf(statement["notActions"])],
    ["Resource", listOf(statement["resources"])],
    ["NotResource", listOf(statement["notResources"])],
    ["Principal", principalsOf(statement["principals"])],
    ["NotPrincipal", principalsOf(statement["notPrincipals"])],
    ["Condition", conditionsOf(statement["conditions"])],
  ];
  for (const [key, value] of parts) if (value !== undefined) rendered[key] = value;
  return rendered;
}

function listOf(value: PropertyValue | undefined): PropertyValue | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const sorted = value.map(String).sort().reverse();
  return sorted.length === 1 ? sorted[0] : sorted;
}

function principalsOf(value: PropertyValue | undefined): PropertyValue | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const principals: Record<string, string[]> = {};
  for (const principal of value.filter(isObject)) {
    const identifiers = Array.isArray(principal["identifiers"]) ? principal["identifiers"].map(String) : [];
    const type = stringOf(principal["type"]);
    if (type === "*" && identifiers.length === 1 && identifiers[0] === "*") return "*";
    (principals[type] ??= []).push(...identifiers);
  }
  return Object.fromEntries(
    Object.entries(principals).map(([type, identifiers]) => [type, listOf(identifiers) ?? []]),
  );
}

function conditionsOf(value: PropertyValue | undefined): PropertyValue | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const conditions: Record<string, Properties> = {};
  for (const condition of value.filter(isObject)) {
    const values = (Array.isArray(condition["values"]) ? condition["values"] : []).map(String);
    const test = (conditions[stringOf(condition["test"])] ??= {});
    test[stringOf(condition["variable"])] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return conditions;
}
