/** What AWS, or the provider in its name, answers instead of doing what was asked. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
  }
}

/** Words a refusal as the real provider prints an API error. */
export function apiRefusal(
  verb: string,
  noun: string,
  service: string,
  operation: string,
  code: string,
  message: string,
): Refusal {
  return new Refusal(
    code,
    `${verb} ${noun}: operation error ${service}: ${operation}, https response error StatusCode: 400, api error ${code}: ${message}`,
  );
}
