import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { generatedSecretTemplate, type GeneratedSecret } from "./generated-secret-template.ts";

export type GeneratedSecretArgs = Omit<GeneratedSecret, "kmsKeyArn" | "fields"> & {
  kmsKeyArn: pulumi.Input<string> | undefined;
  fields: Record<string, pulumi.Input<string | number>>;
};

/**
 * Makes a secret whose value AWS generates and Pulumi never sees.
 *
 * @returns the secret's ARN
 */
export function createGeneratedSecret(
  name: string,
  args: GeneratedSecretArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const secret = pulumi.output(args) as pulumi.Output<GeneratedSecret>;
  const stack = new aws.cloudformation.Stack(
    name,
    { templateBody: secret.apply((known) => JSON.stringify(generatedSecretTemplate(known))) },
    opts,
  );
  return outputOf(stack, "secretArn");
}

/** One output of a CloudFormation stack. */
export function outputOf(stack: aws.cloudformation.Stack, key: string): pulumi.Output<string> {
  return stack.outputs.apply((outputs) => outputs[key]!);
}
