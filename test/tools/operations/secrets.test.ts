import { expect, test } from "@jest/globals";
import { checkSecretValue, splitSecretName } from "../../../tools/operations/secrets.ts";

const keys = ["A", "B"];

test("a name may have a key behind it", () => {
  expect(splitSecretName("stripe")).toEqual({ secret: "stripe", key: undefined });
  expect(splitSecretName("stripe.KEY")).toEqual({ secret: "stripe", key: "KEY" });
});

test("a value that its readers understand passes", () => {
  const json = { keys, generated: false };
  expect(() => checkSecretValue("s", json, undefined, '{"B":"2","A":"1"}')).not.toThrow();
  expect(() => checkSecretValue("s", json, "A", "anything")).not.toThrow();
  expect(() => checkSecretValue("s", { keys: [], generated: false }, undefined, "plain")).not.toThrow();
});

test.each([
  [undefined, '{"A":"hunter2"}', "expected JSON with the keys A, B, got the keys A"],
  [undefined, '{"A":"hunter2","B":7}', "got no JSON of texts by key"],
  [undefined, "", 'the value of secret "s" is empty, expected one'],
  ["C", "hunter2", 'secret "s" has no key "C", expected one of A, B'],
])("key %j with %j is refused without showing the value", (key, value, message) => {
  const refuse = () => checkSecretValue("s", { keys, generated: false }, key, value);
  expect(refuse).toThrow(message);
  expect(refuse).not.toThrow("hunter2");
});
