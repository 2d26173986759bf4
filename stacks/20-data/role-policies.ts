/** Lets one AWS service assume a role, for this account's resources only. */
export function serviceTrust(service: string, accountId: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  };
}

/** Lets RDS Proxy read the secrets of the users that it logs in, and decrypt them where a customer key is used. */
export function proxyPolicy(
  secretArns: readonly string[],
  kmsKeyArn: string | undefined,
  region: string,
): object {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArns },
      ...(kmsKeyArn === undefined
        ? []
        : [
            {
              Effect: "Allow",
              Action: "kms:Decrypt",
              Resource: kmsKeyArn,
              Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
            },
          ]),
    ],
  };
}
