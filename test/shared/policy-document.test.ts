import { expect, test } from "@jest/globals";
import { denyBucketWithoutTls, forAccount, serviceTrust } from "../../shared/policy-document.ts";

test("a bucket denies plain HTTP and TLS older than 1.2, on itself and on its objects", () => {
  expect(denyBucketWithoutTls("arn:aws:s3:::files")).toEqual([
    {
      Sid: "DenyWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyOldTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
      Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
  ]);
});

test("a service assumes a role, for this account's resources only where that is asked for", () => {
  const trust = { Effect: "Allow", Principal: { Service: "rds.amazonaws.com" }, Action: "sts:AssumeRole" };
  expect(JSON.parse(serviceTrust("rds.amazonaws.com"))).toEqual({
    Version: "2012-10-17",
    Statement: [trust],
  });
  expect(JSON.parse(serviceTrust("rds.amazonaws.com", forAccount("111111111111")))).toEqual({
    Version: "2012-10-17",
    Statement: [{ ...trust, Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } } }],
  });
});
