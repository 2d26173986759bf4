import { expect, test } from "@jest/globals";
import { delaySeconds, transientReason } from "../../tools/retries.ts";

test.each([
  [
    "creating S3 Bucket: SlowDown: Please reduce your request rate",
    "AWS limits the rate of calls of an account",
  ],
  [
    "operation error EC2: CreateVpc, ThrottlingException: Rate exceeded",
    "AWS limits the rate of calls of an account",
  ],
  ["operation error ECS, https response error StatusCode: 503, RequestID: 1", "AWS had a fault of its own"],
  ['Put "https://s3.eu-west-1.amazonaws.com": read: connection reset by peer', "the network failed"],
  [
    "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
    "a new role is known everywhere only after some seconds",
  ],
  [
    "OperationAborted: A conflicting conditional operation is currently in progress against this resource",
    "AWS still works on an earlier change of the same thing",
  ],
])("%s may pass", (message, reason) => {
  expect(transientReason([{ message }])).toBe(reason);
});

test.each([
  "VpcLimitExceeded: the maximum number of VPCs has been reached",
  "BucketAlreadyExists: the requested bucket name is not available",
  "AccessDenied: User is not authorized to perform: ec2:CreateVpc",
  "InvalidParameterValue: throttling_burst_limit must be positive",
])("%s stays", (message) => {
  expect(transientReason([{ message }])).toBeUndefined();
});

test("one fault that stays is enough to stop", () => {
  expect(transientReason([{ message: "ThrottlingException" }, { message: "AccessDenied" }])).toBeUndefined();
});

test("each wait is three times the one before, up to a minute", () => {
  expect([1, 2, 3, 4, 5].map(delaySeconds)).toEqual([2, 6, 18, 54, 60]);
});
