import { expect, test } from "@jest/globals";
import {
  cacheFamilyOf,
  isCacheFamily,
  isCacheVersion,
} from "../../../tools/rehearsal/facts/cache-versions.ts";
import { newestOf } from "../../../tools/rehearsal/facts/engine-versions.ts";

test.each([
  ["redis", "7.1", true],
  ["redis", "7.2", false],
  ["redis", "7.0.7", false],
  ["redis", "6.x", true],
  ["redis", "5.0.6", true],
  ["valkey", "7.1", false],
  ["valkey", "7.2", true],
  ["valkey", "8.0.1", false],
  ["valkey", "8.3", false],
  ["valkey", "9.10", true],
  ["valkey", "10.0", true],
])("whether ElastiCache can make %s %s: %s", (engine, version, isThere) => {
  expect(isCacheVersion(engine, version)).toBe(isThere);
});

test.each([
  ["valkey", "8.0", "valkey8"],
  ["valkey", "9.1", "valkey9"],
  ["redis", "7.1", "redis7"],
  ["redis", "6.2", "redis6.x"],
  ["redis", "6.x", "redis6.x"],
  ["redis", "5.0.6", "redis5.0"],
])("%s %s takes parameter groups of the family %s, which there is", (engine, version, family) => {
  expect(cacheFamilyOf(engine, version)).toBe(family);
  expect(isCacheFamily(family)).toBe(true);
});

test.each([
  ["postgres", "16", "16.11"],
  ["postgres", "16.9", "16.9"],
  ["postgres", "16.99", "16.99"],
  ["postgres", "16.1", undefined],
  ["postgres", "12.22", undefined],
  ["aurora-postgresql", "15.4", undefined],
  ["mysql", "8.4.99", "8.4.99"],
])(
  "the newest %s of %s is %s: minor versions that came out since are there, those before are gone",
  (engine, wanted, newest) => {
    expect(newestOf(engine, wanted)).toBe(newest);
  },
);
