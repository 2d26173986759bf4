import { describe, expect, test } from "@jest/globals";
import { UserError } from "../../../tools/errors.ts";
import { entryOf } from "../../../tools/rehearsal/catalogue/index.ts";
import { awsDurations, ordinary } from "../../../tools/rehearsal/latency/aws-durations.ts";
import { parseLatency, secondsBetween, secondsOf } from "../../../tools/rehearsal/latency/latency.ts";

const database = { token: "aws:rds/instance:Instance", operation: "create", inputs: {} } as const;
const urnOf = (name: string) => `urn:pulumi:dev::20-data::${database.token}::${name}`;
const aws = parseLatency("aws");

test.each([
  ["aws", 1],
  ["aws/100", 100],
  ["aws/0.5", 0.5],
])("%j divides the times of AWS by %d", (text, speed) => {
  expect(parseLatency(text)).toEqual({ speed });
});

test.each(["azure", "aws/", "aws/0", "aws/-1", "100", ""])("%j is refused", (text) => {
  expect(() => parseLatency(text)).toThrow(
    new UserError(`--latency is not understood, expected "aws" or "aws/<factor>", got "${text}"`),
  );
});

describe("the time of one resource", () => {
  test("is the same for the same seed, another for another seed, resource or operation", () => {
    const main = { ...database, urn: urnOf("main") };
    expect(secondsOf(aws, main, 1)).toBe(secondsOf(aws, main, 1));
    const others = [
      secondsOf(aws, main, 2),
      secondsOf(aws, { ...database, urn: urnOf("other") }, 1),
      secondsOf(aws, { ...main, operation: "update" }, 1),
    ];
    expect(others).not.toContain(secondsOf(aws, main, 1));
  });

  test("stays in the span of its type, and reaches over most of it", () => {
    const times = Array.from({ length: 200 }, (_, seed) =>
      secondsOf(aws, { ...database, urn: urnOf("main") }, seed),
    );
    expect(Math.min(...times)).toBeGreaterThanOrEqual(270);
    expect(Math.min(...times)).toBeLessThan(280);
    expect(Math.max(...times)).toBeLessThan(420);
    expect(Math.max(...times)).toBeGreaterThan(410);
  });

  test("is a hundredth with aws/100", () => {
    const main = { ...database, urn: urnOf("main") };
    expect(secondsOf(parseLatency("aws/100"), main, 1)).toBeCloseTo(secondsOf(aws, main, 1) / 100);
  });
});

test.each([
  ["a database", database, 345],
  ["a database in two zones", { ...database, inputs: { multiAz: true } }, 660],
  ["its deletion", { ...database, operation: "delete" } as const, 210],
  ["a gateway endpoint", { ...database, token: "aws:ec2/vpcEndpoint:VpcEndpoint" }, 9],
  [
    "an interface endpoint",
    { ...database, token: "aws:ec2/vpcEndpoint:VpcEndpoint", inputs: { vpcEndpointType: "Interface" } },
    105,
  ],
  ["a sign-in domain of AWS", { ...database, token: "aws:cognito/userPoolDomain:UserPoolDomain" }, 2],
  [
    "a sign-in domain of one's own",
    { ...database, token: "aws:cognito/userPoolDomain:UserPoolDomain", inputs: { certificateArn: "arn:" } },
    390,
  ],
  ["a type that is not in the table", { ...database, token: "aws:sns/topic:Topic" }, 2],
])("%s takes %s as a rule", (_what, operation, seconds) => {
  expect(secondsBetween(operation, 0.5)).toBe(seconds);
});

describe("the table", () => {
  test.each(awsDurations.map((duration) => [duration.token, duration] as const))(
    "%s is a type of the provider, with spans that grow and a source or the word estimate",
    (token, duration) => {
      expect(entryOf(token)).toBeDefined();
      const spans = [duration.create, duration.update, duration.delete].filter((span) => span !== undefined);
      expect(spans.length).toBeGreaterThan(0);
      for (const [shortest, longest] of spans) expect(shortest).toBeLessThanOrEqual(longest);
      expect(duration.source).toMatch(/^https:\/\/|^estimate/);
    },
  );

  test("an ordinary call takes seconds", () => {
    expect(ordinary).toEqual({ create: [1, 3], update: [1, 3], delete: [1, 2] });
  });
});
