import { expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";

test("pulumi programs run under mocks in jest's ES modules", async () => {
  const registered: string[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, type, inputs }) => {
        registered.push(`${type} ${name}`);
        return { id: `${name}-id`, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    "project",
    "stack",
  );

  const aws = await import("@pulumi/aws");
  const bucket = new aws.s3.Bucket("reports", { bucket: "reports" });
  const id = await new Promise((resolve) => bucket.id.apply(resolve));
  expect(id).toBe("reports-id");
  expect(registered).toContain("aws:s3/bucket:Bucket reports");
});
