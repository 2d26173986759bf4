/** Whether a status is one of a matcher's, such as "200" or "200-299,301". */
export function isHealthy(status: number, matcher: string): boolean {
  return matcher.split(",").some((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return status >= from && status <= to;
  });
}
