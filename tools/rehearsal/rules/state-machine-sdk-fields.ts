import { textOf } from "../account-contents.ts";
import { isObject, type PropertyValue } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "state-machine-sdk-fields",
  tokens: ["aws:sfn/stateMachine:StateMachine"],
  operations: ["create", "update"],
  code: "InvalidDefinition",
  source: "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html",
  refuses({ inputs }) {
    const wrong = sdkTasks(parse(textOf(inputs, "definition"))).flatMap(misspelt)[0];
    return wrong === undefined
      ? undefined
      : `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field "${wrong}" is not supported by Step Functions'`;
  },
};

/** What is no JSON is refused by another rule. */
function parse(definition: string): PropertyValue {
  try {
    return JSON.parse(definition) as PropertyValue;
  } catch {
    return null;
  }
}

/** The parameters of each task that calls an API of AWS as the SDK does, at any depth. */
function sdkTasks(value: PropertyValue | undefined): PropertyValue[] {
  if (Array.isArray(value)) return value.flatMap(sdkTasks);
  if (!isObject(value)) return [];
  const { Resource: resource, Parameters: parameters } = value;
  return /^arn:[^:]+:states:[^:]*:[^:]*:aws-sdk:/.test(String(resource)) && parameters !== undefined
    ? [parameters]
    : Object.values(value).flatMap(sdkTasks);
}

/** Fields are spelled as in the SDK for Java, with abbreviations as words: "KmsKeyId", though the API has "KMSKeyId". */
function misspelt(parameters: PropertyValue): string[] {
  const own = isObject(parameters) ? Object.keys(parameters).filter((name) => !/^[A-Z]/.test(name)) : [];
  return [...own, ...fieldNames(parameters).filter((name) => /[A-Z]{3,}[a-z]/.test(name))];
}

function fieldNames(value: PropertyValue): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldNames);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldNames(inner)]);
}
