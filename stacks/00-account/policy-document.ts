/** A statement of an IAM policy document. */
export interface Statement {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, string | readonly string[]>;
  Action?: string | readonly string[];
  NotAction?: readonly string[];
  Resource: string | readonly string[];
  Condition?: Record<string, Record<string, string | readonly string[]>>;
}

/** A policy document as AWS takes it. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The trust policy of a role that one AWS service assumes. */
export function serviceTrustPolicy(service: string, conditions?: Statement["Condition"]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(conditions && { Condition: conditions }),
      },
    ],
  });
}
