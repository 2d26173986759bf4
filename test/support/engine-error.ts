/** An error as the engine answers it over gRPC: the SDK shows its `details`. */
export function engineError(details: string): Error {
  return Object.assign(new Error(details), { details });
}
