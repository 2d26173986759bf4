import { isObject } from "../property-values.ts";
import type { Properties, PropertyValue } from "../property-values.ts";
import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

/** What `Ref` gives for the resource types that the layers' templates use. */
const references: Readonly<Record<string, (make: Fabrication, properties: Properties) => string>> = {
  "AWS::SecretsManager::Secret": (make, { Name: name }) =>
    make.arn("secretsmanager", `secret:${stringOf(name)}-${make.letters(6, stringOf(name))}`),
  "AWS::ElastiCache::User": (_make, { UserId: id }) => stringOf(id),
  "AWS::ElastiCache::UserGroup": (_make, { UserGroupId: id }) => stringOf(id),
};

/** A stack's outputs, as far as they are a Ref to one of its resources. */
function outputsOf(make: Fabrication): Properties {
  const template = JSON.parse(stringOf(make.inputs["templateBody"])) as {
    Resources: Record<string, { Type: string; Properties: Properties }>;
    Outputs?: Record<string, { Value: PropertyValue }>;
  };
  return Object.fromEntries(
    Object.entries(template.Outputs ?? {}).flatMap(([name, { Value: value }]) => {
      const target = isObject(value) ? template.Resources[stringOf(value["Ref"])] : undefined;
      const reference = target && references[target.Type]?.(make, target.Properties);
      return reference === undefined ? [] : [[name, reference]];
    }),
  );
}

export const entries: readonly Entry[] = [
  {
    token: "aws:cloudformation/stack:Stack",
    noun: "CloudFormation Stack",
    id: (make) =>
      make.arn(
        "cloudformation",
        `stack/${stringOf(make.inputs["name"])}/${make
          .hex(32, "stack")
          .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`,
      ),
    outputs: (make) => ({ outputs: outputsOf(make) }),
    createOnly: ["name"],
    autoName: { property: "name", maxLength: 128 },
  },
];
