interface Statement {
  Effect?: string;
  Principal?: unknown;
  Action?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** The statements of a policy document in JSON, as AWS gives it back; none where there is no document. */
export function statementsOf(document: string | undefined): Statement[] {
  const { Statement: statements = [] } = JSON.parse(document ?? "{}") as {
    Statement?: Statement | Statement[];
  };
  return [statements].flat();
}

/** Whether a resource's policy refuses everybody who comes without TLS. */
export function deniesPlainHttp(document: string | undefined): boolean {
  return statementsOf(document).some(
    ({ Effect, Condition }) =>
      Effect === "Deny" && String(Condition?.["Bool"]?.["aws:SecureTransport"]) === "false",
  );
}

/** Subjects of GitHub's tokens that a role's trust policy accepts, wherever it names them. */
export function trustedSubjects(document: string | undefined): string[] {
  const key = "token.actions.githubusercontent.com:sub";
  return statementsOf(document)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((tested) => tested[key] ?? []));
}
