import { policyDocument } from "../../shared/policy-document.ts";

/** Lets RDS Proxy read the secrets of the users that it logs in, and decrypt them where a customer key is used. */
export function proxyPolicy(
  secretArns: readonly string[],
  kmsKeyArn: string | undefined,
  region: string,
): string {
  return policyDocument([
    { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArns },
    ...(kmsKeyArn === undefined
      ? []
      : [
          {
            Effect: "Allow" as const,
            Action: "kms:Decrypt",
            Resource: kmsKeyArn,
            Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
          },
        ]),
  ]);
}
