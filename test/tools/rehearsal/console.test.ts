import { describe, expect, test } from "@jest/globals";
import { UserError } from "../../../tools/errors.ts";
import { editResource, findResource, resourcesOf } from "../../../tools/rehearsal/console.ts";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { openMemoryStore, type StoredResource } from "../../../tools/rehearsal/store.ts";

function resource(token: string, name: string, properties: Properties = {}, stack = "dev"): StoredResource {
  return {
    ...{
      account: "111122223333",
      region: "us-west-1",
      token,
      id: stack === "dev" ? `${name}-id` : `${name}-${stack}`,
      properties,
      secretPaths: [],
    },
    urn: `urn:pulumi:${stack}::20-data::layer$${token}::${name}`,
  };
}

const tags = { Project: "docs" };
const database = resource("aws:rds/instance:Instance", "main", {
  ...{ instanceClass: "db.t4g.micro", allocatedStorage: 20, multiAz: false, tags, tagsAll: tags },
});
const account = [
  database,
  resource("aws:s3/bucket:Bucket", "main"),
  resource("aws:s3/bucket:Bucket", "docs"),
  resource("aws:s3/bucket:Bucket", "docs", {}, "stage"),
];

test("the resources of a stack are those of no other, in order", () => {
  const store = openMemoryStore();
  account.forEach(store.put);
  expect(resourcesOf(store.all(), "20-data", "dev").map(({ id }) => id)).toEqual([
    "main-id",
    "docs-id",
    "main-id",
  ]);
  expect(resourcesOf(store.all(), "10-network", "dev")).toEqual([]);
});

describe("a resource", () => {
  const own = account.slice(0, 3);

  test.each([["rds.Instance/main"], ["docs"], ["docs-id"]])("is found as %s", (wanted) => {
    expect(own).toContain(findResource(own, wanted));
  });

  test.each([
    [
      "main",
      '"main" is not clear, expected one of rds.Instance/main, s3.Bucket/main',
      "write it with its type",
    ],
    ["dosc", 'the layer has no resource "dosc" in the stand-in AWS', 'did you mean "docs"?'],
    [
      "nothing like it",
      'the layer has no resource "nothing like it" in the stand-in AWS',
      "see what there is with: rollout rehearsal list <layer>",
    ],
  ])("is not found as %j", (wanted, message, remedy) => {
    expect(() => findResource(own, wanted)).toThrow(
      expect.objectContaining({ name: "UserError", message, remedy }),
    );
  });
});

describe("a change by hand", () => {
  test.each<[string, Properties]>([
    ["instanceClass=db.t4g.large", { instanceClass: "db.t4g.large" }],
    ["instanceClass=12", { instanceClass: "12" }],
    ["allocatedStorage=40", { allocatedStorage: 40 }],
    ["multiAz=true", { multiAz: true }],
    ['enabledCloudwatchLogsExports=["postgresql"]', { enabledCloudwatchLogsExports: ["postgresql"] }],
    ["tags.Owner=bob", { tags: { ...tags, Owner: "bob" }, tagsAll: { ...tags, Owner: "bob" } }],
    ["tags.Project=null", { tags: {}, tagsAll: {} }],
  ])("%s", (change, expected) => {
    expect(editResource(database, change).properties).toEqual({ ...database.properties, ...expected });
  });

  test("null takes a property away", () => {
    expect(editResource(database, "instanceClass=null").properties).not.toHaveProperty("instanceClass");
  });

  test.each([
    [
      "instanceClas=x",
      'rds.Instance/main has no property "instanceClas", expected an argument of aws:rds/instance:Instance',
      'did you mean "instanceClass"?',
    ],
    [
      "address=x",
      '"address" of rds.Instance/main is made by AWS, expected an argument',
      "change one of its arguments",
    ],
    [
      "multiAz=yes",
      'the change "multiAz=yes" has the wrong value, expected true or false, got "yes"',
      "see what it is now with: rollout rehearsal show <layer> <resource>",
    ],
    [
      "allocatedStorage=big",
      'the change "allocatedStorage=big" has the wrong value, expected a number, got "big"',
      "see what it is now with: rollout rehearsal show <layer> <resource>",
    ],
    [
      "instanceClass.size=2",
      'the change "instanceClass.size=2" goes into "instanceClass", which is no object',
      "give the whole value as JSON: instanceClass=…",
    ],
    [
      "instanceClass",
      'the change "instanceClass" is not understood, expected <property>=<value>',
      "write it such as: tags.Owner=bob",
    ],
  ])("%j is refused", (change, message, remedy) => {
    expect(() => editResource(database, change)).toThrow(new UserError(message));
    expect(() => editResource(database, change)).toThrow(expect.objectContaining({ remedy }));
  });
});
