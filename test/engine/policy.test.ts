import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { renderReview } from "../../tools/review.ts";
import { rehearse, type RealRun } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const insecure = fileURLToPath(new URL("../support/fixtures/insecure", import.meta.url));
const state = createTemporaryFolder();

const told = ({ report }: RealRun) =>
  (report?.layers[0]?.violations ?? [])
    .map(({ rule, level, resource }) => `${level} ${rule} ${resource}`)
    .sort();

test("in dev the engine tells every hole before it is made, and goes on", async () => {
  const result = await rehearse(insecure, state, ["preview", "--env", "dev"]);
  expect(result.exitCode).toBe(0);
  expect(told(result)).toEqual([
    "advisory iam-no-administrator aws:iam/policy:Policy everything",
    "advisory s3-bucket-encryption aws:s3/bucket:Bucket naked",
    "advisory s3-bucket-lifecycle aws:s3/bucket:Bucket naked",
    "advisory s3-bucket-public-access-block aws:s3/bucket:Bucket naked",
    "advisory s3-bucket-tls-only aws:s3/bucket:Bucket naked",
    "advisory s3-bucket-versioned aws:s3/bucket:Bucket naked",
    "advisory sg-front-door aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule ssh",
    "advisory sqs-dead-letters aws:sqs/queue:Queue jobs",
    "advisory vpc-default-group aws:ec2/vpc:Vpc vpc",
  ]);
  expect(result.stdout).toContain("9 advisory policy violations, told by --verbose and in the report");
  const comment = renderReview({ reports: [result.report!], contractChanges: undefined, costs: [] });
  expect(comment).toContain("<details><summary>9 advisory policy violations</summary>");
  expect(comment).toContain(
    '| `holes/dev` | `iam-no-administrator` | advisory | `aws:iam/policy:Policy everything` | `a statement allows everything, expected the actions that are needed, got "*" on "*"; list the actions, and the resources where AWS takes them` |',
  );
});

test("in prod the engine does not make what breaks a rule", async () => {
  const result = await rehearse(insecure, state, ["up", "--env", "prod"]);
  expect(result.exitCode).toBe(1);
  // The first one stops it, before the rest is looked at.
  expect(told(result)).toContain("mandatory iam-no-administrator aws:iam/policy:Policy everything");
  expect(result.report!.layers[0]!.faults.map(({ message }) => message.split("\n")[0])).toContain(
    "iam-no-administrator: No policy allows everything, IAM.1, CKV_AWS_62, CKV_AWS_63",
  );
  const resources = join(state, "aws", "resources");
  // Refused early enough, nothing at all was made.
  const made = existsSync(resources) ? readdirSync(resources, { recursive: true, encoding: "utf8" }) : [];
  expect(made.filter((path) => /iam.policy|IngressRule/i.test(path))).toEqual([]);
});

test("--no-policy leaves the pack out of a rehearsal", async () => {
  const result = await rehearse(insecure, state, ["up", "--env", "prod", "--no-policy"]);
  expect(result.exitCode).toBe(0);
  expect(told(result)).toEqual([]);
  expect(existsSync(join(state, "aws", "resources"))).toBe(true);
});
